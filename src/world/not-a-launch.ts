import type { Kind } from '../model/schema.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { configName } from './config.ts'

/** What a document of another kind is called, and where it belongs. */
interface Place {
  readonly kind: Kind
  readonly noun: string
  readonly way: (file: string) => string
}

const places: readonly Place[] = [
  { kind: 'Commitment', noun: 'a commitment', way: given('--commitments', 'rules/') },
  { kind: 'FactCatalog', noun: 'a catalog', way: given('--catalog', 'catalog.yaml') },
  { kind: 'Waivers', noun: 'a list of waivers', way: given('--waivers', 'waivers.yaml') },
  {
    kind: 'Mapping',
    noun: 'a mapping',
    way: (file) => `give it with \`--mapping ${file}\`, or list it under \`mappings\` in \`${configName}\``,
  },
  { kind: 'Config', noun: 'a config', way: () => `it is read where it is named \`${configName}\`, without being named here` },
  { kind: 'CommitmentTest', noun: 'a test of a commitment', way: (file) => `run it with \`onlyif test ${file}\`` },
  { kind: 'Facts', noun: 'a file of facts', way: (file) => `facts are given with \`--facts ${file}\`` },
]

function given(option: string, home: string): (file: string) => string {
  return (file) => `give it with \`${option} ${file}\`, or put it where the config looks, by default \`${home}\``
}

/** The kinds of documents by which launches are judged. */
export const judgingKinds: readonly Kind[] = ['Commitment', 'FactCatalog', 'Waivers', 'Mapping', 'Config']

/** A file that is named for a launch and holds none, but documents of some other kinds, by which it may be read already. */
export function notALaunch(file: string, kinds: readonly Kind[], isRead = false): Diagnostic {
  const place = places.find(({ kind }) => kinds.includes(kind))
  return diagnostic('world/wrong-kind', {
    file,
    message: place ? `\`${file}\` is ${place.noun}, and not a launch` : `\`${file}\` holds no document of kind Launch`,
    hint: place ? (isRead ? 'leave it out: it is read without being named here' : place.way(file)) : 'name a launch manifest',
  })
}
