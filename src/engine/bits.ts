/** One of three values for each of many launches, as two rows of bits; a launch that is in neither is unmet. */
export interface Bits {
  readonly met: Uint32Array
  readonly open: Uint32Array
}

/** All of so many launches unmet. */
export function emptyBits(count: number): Bits {
  const words = Math.ceil(count / 32)
  return { met: new Uint32Array(words), open: new Uint32Array(words) }
}

/** Sets the value of one launch: 2 met, 1 unknown, 0 unmet. */
export function setValue({ met, open }: Bits, at: number, value: number): void {
  const word = at >>> 5
  const bit = 1 << (at & 31)
  met[word] = value === 2 ? (met[word] as number) | bit : (met[word] as number) & ~bit
  open[word] = value === 1 ? (open[word] as number) | bit : (open[word] as number) & ~bit
}

/** The value of one launch: 2 met, 1 unknown, 0 unmet. */
export function valueAt({ met, open }: Bits, at: number): 0 | 1 | 2 {
  const word = at >>> 5
  const bit = 1 << (at & 31)
  return (met[word] as number) & bit ? 2 : (open[word] as number) & bit ? 1 : 0
}

/** What is met becomes unmet and the other way round; `count` launches there are. */
export function negatedBits({ met, open }: Bits, count: number): Bits {
  const turned = met.map((word, index) => ~(word | (open[index] as number)))
  const rest = count & 31
  if (rest > 0) turned[turned.length - 1] = (turned.at(-1) as number) & ((1 << rest) - 1)
  return { met: turned, open }
}

/** Folds parts of which at least `need` must be met: bit by bit for every one and for any, launch by launch for numbers between. */
export function foldBits(parts: readonly Bits[], need: number, count: number): Bits {
  const folded = emptyBits(count)
  if (need <= 0) return negatedBits(folded, count)
  if (parts.length < need) return folded
  if (need === 1) foldAny(parts, folded)
  else if (need === parts.length) foldAll(parts, folded)
  else
    for (let at = 0; at < count; at++) {
      const values = parts.map((part) => valueAt(part, at))
      const met = values.filter((value) => value === 2).length
      const open = values.filter((value) => value === 1).length
      setValue(folded, at, met >= need ? 2 : met + open < need ? 0 : 1)
    }
  return folded
}

function foldAny(parts: readonly Bits[], { met, open }: Bits): void {
  for (const part of parts) {
    for (let word = 0; word < met.length; word++) {
      met[word] = (met[word] as number) | (part.met[word] as number)
      open[word] = (open[word] as number) | (part.open[word] as number)
    }
  }
  for (let word = 0; word < met.length; word++) open[word] = (open[word] as number) & ~(met[word] as number)
}

function foldAll(parts: readonly Bits[], { met, open }: Bits): void {
  met.fill(0xff_ff_ff_ff)
  open.fill(0xff_ff_ff_ff)
  for (const part of parts) {
    for (let word = 0; word < met.length; word++) {
      met[word] = (met[word] as number) & (part.met[word] as number)
      open[word] = (open[word] as number) & ((part.met[word] as number) | (part.open[word] as number))
    }
  }
  for (let word = 0; word < met.length; word++) open[word] = (open[word] as number) & ~(met[word] as number)
}
