import { schemas } from '../model/generated/schemas.ts'
import type { Schema, SchemaSet } from './bundled-schema.ts'
import { completedConditions } from './completed-condition.ts'
import { completedFacts } from './completed-launch.ts'
import { annotationOf, type KnownFact } from './known-facts.ts'

/** The schemas as they are, knowing no fact. */
export const plainSchemas: SchemaSet = schemas

/**
 * The schemas completed from a catalog: launches and facts may supply its facts and no others, each of the type it has;
 * conditions may read them, with operators and values that fit; tests and waivers are offered their names.
 */
export function completedSchemas(facts: readonly KnownFact[]): SchemaSet {
  const launch = schemas.Launch
  const fields = launch['properties'] as Record<string, Schema>
  const definitions = schemas.definitions['$defs'] as Record<string, Schema>
  return {
    ...schemas,
    Launch: { ...launch, $defs: completedFacts(facts) },
    definitions: { ...schemas.definitions, $defs: completedConditions(facts, { definitions, fields }) },
    CommitmentTest: withPart(schemas.CommitmentTest, 'testCase', (part) => offering(part, ['change'], facts)),
    Waivers: withPart(schemas.Waivers, 'waiver', (part) => offering(part, ['covers'], facts)),
  }
}

function withPart(schema: Schema, name: string, change: (part: Schema) => Schema): Schema {
  const parts = schema['$defs'] as Record<string, Schema>
  return { ...schema, $defs: { ...parts, [name]: change(parts[name] ?? {}) } }
}

/** A mapping by fact that offers the names of the catalog and still takes what it took before. */
function offering(part: Schema, keys: readonly string[], facts: readonly KnownFact[]): Schema {
  const properties = part['properties'] as Record<string, Schema>
  const offered = keys.map((key) => {
    const before = properties[key] ?? {}
    const others = before['additionalProperties']
    const value = typeof others === 'object' && others !== null ? others : {}
    const names = facts.map((fact) => [fact.path, { ...annotationOf(fact), ...value }])
    return [key, { ...before, properties: Object.fromEntries(names) }]
  })
  return { ...part, properties: { ...properties, ...Object.fromEntries(offered) } }
}
