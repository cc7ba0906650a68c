import { deflateSync, inflateSync } from 'node:zlib'

/** A picture of a page with at most 256 colours: pages have few, and letters need no more shades. `png` is of 8 bits, RGB or RGBA, not interlaced. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, data } = pixelsOf(png)
  const shades = new Map<number, number>()
  const keys = new Uint32Array(width * height)
  for (let at = 0; at < keys.length; at++) {
    const from = at * channels
    const key = ((data[from] ?? 0) << 16) | ((data[from + 1] ?? 0) << 8) | (data[from + 2] ?? 0)
    keys[at] = key
    shades.set(key, (shades.get(key) ?? 0) + 1)
  }
  const palette = [...shades].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([key]) => key)
  const kept = palette.slice(0, 256)
  const places = new Map(kept.map((key, place) => [key, place]))
  for (const key of palette.slice(256)) places.set(key, nearest(key, kept))
  const rows = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) rows[row * (width + 1) + 1 + column] = places.get(keys[row * width + column] ?? 0) ?? 0
  const header = Buffer.from(png.subarray(16, 29))
  header.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(kept.flatMap((key) => [key >> 16, (key >> 8) & 255, key & 255]))
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function nearest(key: number, kept: readonly number[]): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [place, other] of kept.entries()) {
    const far = ((key >> 16) - (other >> 16)) ** 2 + (((key >> 8) & 255) - ((other >> 8) & 255)) ** 2 + ((key & 255) - (other & 255)) ** 2
    if (far < least) {
      least = far
      best = place
    }
  }
  return best
}

function pixelsOf(png: Buffer): { readonly width: number; readonly height: number; readonly channels: number; readonly data: Uint8Array } {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const channels = png[25] === 6 ? 4 : 3
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return { width, height, channels, data: unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels) }
}

/** Undoes the filters of the rows, as the PNG specification describes them. */
function unfiltered(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const data = new Uint8Array(stride * height)
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)] ?? 0
    for (let at = 0; at < stride; at++) {
      const here = row * stride + at
      const left = at >= channels ? (data[here - channels] ?? 0) : 0
      const above = row > 0 ? (data[here - stride] ?? 0) : 0
      const corner = row > 0 && at >= channels ? (data[here - stride - channels] ?? 0) : 0
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0
      data[here] = (raw[row * (stride + 1) + 1 + at] ?? 0) + guess
    }
  }
  return data
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc(body), body.length + 4)
  return frame
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}
