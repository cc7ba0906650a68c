import { isSamePerson } from '../../engine/approval.ts'
import { actorOf, type Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'

/** Who is who in `roles` and `teams` of `onlyif.yaml`, and in waivers. */
export interface WhoIsWho {
  /** Names of people by what the sign-in calls them, where that is something else. */
  readonly people?: Readonly<Record<string, string>>
  /** Names of people by the ids of tokens that they have for themselves. Any other token speaks for nobody. */
  readonly tokens?: Readonly<Record<string, string>>
  /** Names of people by their logins at GitHub, in any case. Anybody may take a login: one that is not here is nobody whom roles name. */
  readonly github?: Readonly<Record<string, string>>
}

const loginMark = 'github:'

/**
 * The person whom a caller speaks for, as roles and teams name them; `github:LOGIN` for a login at GitHub of which nothing says whose it
 * is. Throws `forbidden` where it is nobody: a pipeline accepts no lower bar.
 */
export function personOf(caller: Caller, who: WhoIsWho): string {
  if (caller.kind === 'github') return personBehind(actorOf(caller), who)
  const { people = {}, tokens = {} } = who
  const name =
    caller.kind === 'person' ? (own(people, caller.id) ?? caller.id) : caller.kind === 'token' ? own(tokens, caller.id) : undefined
  if (name !== undefined && !isUnknownLogin(name)) return name
  throw new ProblemError(
    'forbidden',
    `the caller \`${actorOf(caller)}\` speaks for no person, and only people ask for waivers and answer them`,
    {
      hint: caller.kind === 'token' ? 'say in the settings of the service whose token it is' : 'sign in, or use a token of your own',
    },
  )
}

/** Who asked, as far as it is known by now: whose login it is may have been said since. */
export function personBehind(name: string, { github = {} }: WhoIsWho): string {
  if (!isUnknownLogin(name)) return name
  const login = name.slice(loginMark.length).toLowerCase()
  return Object.entries(github).find(([known]) => known.toLowerCase() === login)?.[1] ?? name
}

/** Whether a name is a login at GitHub of which nothing says whose it is. */
export function isUnknownLogin(name: string): boolean {
  return name.toLowerCase().startsWith(loginMark)
}

/** Whether it is known which login at GitHub somebody has. */
export function hasLogin(person: string, { github = {} }: WhoIsWho): boolean {
  return Object.values(github).some((name) => isSamePerson(name, person))
}

function own(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
