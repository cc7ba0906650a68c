/** Small documents that are right, for tests to put into folders. */

export const commitment = (id = 'promise'): string => `apiVersion: onlyif/v1
kind: Commitment
id: ${id}
title: We go to market only when it works
owner: product
goToMarketOnlyIf:
  - { id: works, title: it works, owner: product, require: { beta.csat: { atLeast: 4 } } }
`

export const launch = (id: string, facts = 'beta.csat: 4.2'): string => `apiVersion: onlyif/v1
kind: Launch
id: ${id}
title: The launch ${id}
owner: team
facts: { ${facts} }
`

export const facts = (id: string, values = 'support.ready: true'): string => `apiVersion: onlyif/v1
kind: Facts
launch: ${id}
facts: { ${values} }
`

export const catalog = `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  beta.csat: { type: number }
`

export const mapping = (each: string, rest = ''): string => `apiVersion: onlyif/v1
kind: Mapping
id: foreign
each: ${each}
launch: { id: "{folder}", title: /title, owner: /owner }
${rest}`
