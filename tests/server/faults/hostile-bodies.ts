import type { Part } from '../../../src/server/openapi/document.ts'
import { contents } from '../../bad-input/contents.ts'
import { commitment, manifest } from '../service.ts'
import { type Chance, pick } from './chance.ts'

type Schema = { readonly [key: string]: unknown }

/** JSON that was written by hand: what `JSON.stringify` would not say. */
class Raw {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const deep = (depth: number, open: string, close: string): Raw => new Raw(`${open.repeat(depth)}1${close.repeat(depth)}`)

const hostileValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, '', ' ', [], {}, [[]], '0', 'null', 'constructor', 'toString', '__proto__', 'sha256:'],
  ...['x'.repeat(100_000), '\0', 'a\0b', '\u202E\u0007', '<script>alert(1)</script>', '../../etc/passwd', `'; drop table entries; --`],
  ...['2026-13-45', '+275760-09-14', '-000001-01-01', '9999-12-31T23:59:60Z', 'https://user:secret@example.test/'],
  new Raw('1e400'),
  new Raw('-1e400'),
  new Raw('9007199254740993'),
  new Raw('1e-400'),
  new Raw(`${'9'.repeat(5000)}`),
  new Raw('"\\ud800"'),
  new Raw('"a\\udc00b"'),
  new Raw('"\\u0000"'),
  new Raw('{"__proto__":{"polluted":true}}'),
  new Raw('{"constructor":{"prototype":{"polluted":true}}}'),
  new Raw('{"a":1,"a":2}'),
  deep(200, '[', ']'),
  deep(20_000, '{"a":', '}'),
  deep(100_000, '[', ']'),
]

/** A value of a form, whole or with hostile parts; `ids` are texts that the service told of before. */
export function valueFrom(schema: Schema, { root, chance, ids, spoiled }: Making): unknown {
  if (chance() < spoiled) return pick(hostileValues, chance)
  const making = { root, chance, ids, spoiled }
  const reference = schema['$ref']
  if (typeof reference === 'string') {
    const schemas = (root['components'] as { readonly schemas: Readonly<Record<string, Schema>> }).schemas
    return valueFrom(schemas[reference.slice('#/components/schemas/'.length)] ?? {}, making)
  }
  if (Array.isArray(schema['enum'])) return pick(schema['enum'] as readonly unknown[], chance)
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, making)
    case 'array':
      return Array.from({ length: 1 + Math.floor(chance() * 2) }, () => valueFrom((schema['items'] ?? {}) as Schema, making))
    case 'integer':
      return 1 + Math.floor(chance() * 3)
    case 'boolean':
      return chance() < 0.5
    default:
      return pick(chance() < 0.5 ? ids : plain, chance)
  }
}

/** What values are made of. */
export interface Making {
  readonly root: Part
  readonly chance: Chance
  readonly ids: readonly string[]
  /** How likely each part is replaced by something hostile. */
  readonly spoiled: number
}

const plain = [
  'a',
  'checkout-2',
  'promise/delight',
  'mitigated',
  '2026-12-01',
  '2026-12-01T00:00:00Z',
  'launch.yaml',
  'rules/a.yaml',
  'cco',
]

function objectOf(schema: Schema, making: Making): unknown {
  const { chance } = making
  const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>)
  const required = (schema['required'] ?? []) as readonly string[]
  const kept = properties.filter(([name]) => (required.includes(name) ? chance() > making.spoiled / 2 : chance() < 0.4))
  const made = Object.fromEntries(
    kept.map(([name, part]): [string, unknown] => [name, name === 'text' ? textOf(making) : valueFrom(part, making)]),
  )
  if (made['covers'] !== undefined && chance() < 0.7) made['covers'] = { 'beta.csat': { atLeast: 4 } }
  if (properties.length === 0 || chance() < making.spoiled)
    made[pick(['__proto__x', 'constructor', '', 'é', 'a b', 'x'.repeat(300)], chance)] = 'x'
  return made
}

/** The text of a file: a launch, what judges, or one of the bad files. */
export function textOf({ chance, spoiled }: Pick<Making, 'chance' | 'spoiled'>): string {
  const sound = pick([manifest(`l-${Math.floor(chance() * 5)}`, { csat: pick([4.4, 3, 'TBD'], chance) }), manifest(), commitment], chance)
  if (chance() > spoiled * 2) return sound
  const text = pick(contents, chance).spoil(sound)
  return typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
}

/** A body as bytes: what was made as JSON, or something else altogether. */
export function bytesOf(value: unknown, { chance, spoiled }: Pick<Making, 'chance' | 'spoiled'>): Buffer {
  if (chance() < spoiled / 2)
    return pick(
      [
        Buffer.alloc(0),
        Buffer.from('{'),
        Buffer.from([0xff, 0xfe, 0, 0]),
        Buffer.from('\uFEFF{}'),
        Buffer.alloc(1_200_000, 0x5b),
        Buffer.from(pick(contents, chance).spoil(manifest())),
      ],
      chance,
    )
  return Buffer.from(jsonOf(value))
}

function jsonOf(value: unknown): string {
  if (value instanceof Raw) return value.text
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, part]) => `${key === '__proto__x' ? '"__proto__"' : JSON.stringify(key)}:${jsonOf(part)}`)
      .join(',')}}`
  return JSON.stringify(value)
}
