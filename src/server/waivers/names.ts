import { actorOf, type Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'

/** Who is who in `roles` and `teams` of `onlyif.yaml`, and in waivers. */
export interface WhoIsWho {
  /** Names of people by what the sign-in calls them, where that is something else. */
  readonly people?: Readonly<Record<string, string>>
  /** Names of people by the ids of tokens that they have for themselves. Any other token speaks for nobody. */
  readonly tokens?: Readonly<Record<string, string>>
}

/** The person whom a caller speaks for, as roles and teams name them. Throws `forbidden` where it is nobody: a pipeline accepts no lower bar. */
export function personOf(caller: Caller, { people = {}, tokens = {} }: WhoIsWho): string {
  if (caller.kind === 'person') return own(people, caller.id) ?? caller.id
  const name = caller.kind === 'token' ? own(tokens, caller.id) : undefined
  if (name !== undefined) return name
  throw new ProblemError(
    'forbidden',
    `the caller \`${actorOf(caller)}\` speaks for no person, and only people ask for waivers and answer them`,
    {
      hint: caller.kind === 'token' ? 'say in the settings of the service whose token it is' : 'sign in, or use a token of your own',
    },
  )
}

function own(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
