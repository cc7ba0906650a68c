import { type Prepared, prepare } from '../../engine/door.ts'
import { formatInstant } from '../../model/date.ts'
import { type Documents, parseDocuments, type SourceFile } from '../../model/documents.ts'
import type { Decision } from '../../model/generated/types.ts'
import type { KeptInput } from '../../model/kept.ts'
import { canonicalJson, type Digest, digestOf } from '../../source/digest.ts'
import type { Append } from '../../store/index.ts'
import { at, type Day, dayOf, dayText, weekday } from './calendar.ts'
import { manifestOf, type Standing, waiversOf } from './manifest.ts'
import { type LaunchPlan, plansOf } from './plan.ts'
import { editsBefore, type Rulebook, rulebooks } from './trusted.ts'

export interface YearOptions {
  /** The moment at which the year ends, in milliseconds since 1970. */
  readonly now: number
  readonly launches: number
  /** How often launches are looked at; `seldom` for tests that need many launches: only near their days. */
  readonly looks?: 'often' | 'seldom'
}

/** What is recorded at one moment. */
export interface Recorded {
  readonly at: number
  readonly appends: readonly Append[]
}

/** A launch on its way; its course depends on how it is judged. */
interface Course {
  readonly plan: LaunchPlan
  date: Day
  slips: number
  launchedOn?: Day
  withdrawnOn?: Day
  isOver: boolean
}

const monday = 1
const thursday = 4

/**
 * A year of an example organisation, which ends now: every decision judged by the engine from manifests as text, moment by moment
 * in time order. Launches that are blocked on their day move it; what is launched is looked at a few times more. The same for the same
 * arguments.
 */
export function* demoYear({ now, launches, looks = 'often' }: YearOptions): Generator<Recorded> {
  const today = dayOf(now)
  const books = rulebooks()
  const courses = plansOf(launches, today).map((plan): Course => ({ plan, date: plan.date, slips: 0, isOver: false }))
  for (let day = today - 390; day <= today; day++) {
    const book = books[editsBefore.findLastIndex((before) => today - day <= before)]
    const isToday = day === today
    if (!book || (!isToday && weekday(day) !== monday && weekday(day) !== thursday)) continue
    const due = courses.filter((course) => !course.isOver && isDue(course, { day, isToday, looks }))
    if (due.length === 0) continue
    const moment = isToday ? now - 60_000 : at(day, weekday(day) === monday ? 6 : 9, 12)
    const judges = new Map<string, Prepared>()
    yield { at: moment, appends: due.map((course) => look(course, { day, moment, book, judges })) }
  }
}

interface When {
  readonly day: Day
  readonly isToday: boolean
  readonly looks: 'often' | 'seldom'
}

/** Each Monday from some weeks before the launch, on its day, and up to four weeks after it; once more where it was withdrawn. */
function isDue({ plan, date, launchedOn, withdrawnOn }: Course, { day, isToday, looks }: When): boolean {
  if (day < plan.firstJudged || (plan.forgottenFrom !== undefined && day >= plan.forgottenFrom)) return false
  if (launchedOn !== undefined) {
    const since = day - launchedOn
    return (isToday && since < 4) || (weekday(day) === monday && (looks === 'often' ? [4, 11, 25] : [4, 25]).includes(since))
  }
  if (withdrawnOn !== undefined) return isToday || weekday(day) === monday
  if (day === date) return true
  if (looks === 'seldom' && plan.forgottenFrom === undefined) return isToday || (weekday(day) === monday && date - day < 11)
  // Far from the day every other week will do.
  return isToday || (weekday(day) === monday && (date - day < 24 || Math.floor(day / 7) % 2 === 0))
}

interface Look {
  readonly day: Day
  readonly moment: number
  readonly book: Rulebook
  /** By the text of the waivers: most launches have none, and are judged by one. */
  readonly judges: Map<string, Prepared>
}

/** Judges a launch as it stands on a day, and lets its course follow from it. */
function look(course: Course, now: Look): Append {
  const { day } = now
  const { plan } = course
  if (plan.foreseen && course.slips === 0 && course.launchedOn === undefined && day >= plan.foreseen.on) slip(course, plan.foreseen.by)
  const standing: Standing = {
    plan,
    date: course.date,
    day,
    moment: now.moment,
    ...(course.launchedOn !== undefined && { launchedOn: course.launchedOn }),
    ...(course.withdrawnOn !== undefined && { withdrawnOn: course.withdrawnOn }),
  }
  const isGate = day === course.date && course.launchedOn === undefined
  const append = judged(standing, now, isGate)
  follow(course, append.decision, { day, isGate })
  return append
}

function follow(course: Course, decision: Decision, { day, isGate }: { day: Day; isGate: boolean }): void {
  if (course.withdrawnOn !== undefined || (course.launchedOn !== undefined && day - course.launchedOn > 20)) course.isOver = true
  if (!isGate) return
  if (!decision.blocked) course.launchedOn = day
  else if (course.slips < 2) slip(course, course.slips === 0 ? 14 : 21)
  else {
    course.withdrawnOn = day
  }
}

function slip(course: Course, days: number): void {
  course.date += days
  course.slips++
}

function judged(standing: Standing, { moment, book, judges }: Look, isGate: boolean): Append {
  const { id, line } = standing.plan
  const manifest = inputOf(`launches/${id}.yaml`, manifestOf(standing))
  const said = waiversOf(standing)
  const waivers = said === undefined ? [] : [inputOf(`waivers/${id}.yaml`, said)]
  const judge = judges.get(said ?? '') ?? prepare({ documents: withWaivers(book.documents, waivers), now: formatInstant(moment) })
  judges.set(said ?? '', judge)
  const { launches, diagnostics: read } = parseDocuments([manifest])
  const [launch] = launches
  const { decision, diagnostics = read } = launch ? judge.judge(launch) : {}
  if (!decision) throw new Error(`the demo cannot judge ${id} on ${dayText(standing.day)}: ${canonicalJson(diagnostics)}`)
  return {
    decision,
    circumstances: {
      gate: isGate ? 'deployment-rule' : 'rejudge',
      nowFrom: 'clock',
      dryRun: false,
      trustedRef: 'main',
      commit: book.commit,
      ...(isGate && { actor: line.asks }),
    },
    inputs: [...book.inputs, keptAs(manifest, 'head', 'launch'), ...waivers.map((file) => keptAs(file, 'trusted', 'waivers'))],
    texts: new Map([...book.texts, ...[manifest, ...waivers].map(({ digest, text }) => [digest, text] as const)]),
  }
}

interface Input extends SourceFile {
  readonly digest: Digest
}

function inputOf(file: string, text: string): Input {
  return { file, text, digest: digestOf(text) }
}

function keptAs({ file, digest }: Input, side: KeptInput['side'], as: KeptInput['as']): KeptInput {
  return { file, side, as, digest }
}

function withWaivers(book: Documents, files: readonly Input[]): Documents {
  const { waivers, diagnostics, digests } = parseDocuments(files)
  return { ...book, waivers, diagnostics, digests: new Map([...book.digests, ...digests]) }
}
