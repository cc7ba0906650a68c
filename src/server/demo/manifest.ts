import { formatInstant } from '../../model/date.ts'
import { at, type Day, dayText } from './calendar.ts'
import type { LaunchPlan, PlannedFact } from './plan.ts'
import { languagesOf, type WaiverStory } from './waiver-stories.ts'

/** Where a launch stands on a day, beyond what was planned. */
export interface Standing {
  readonly plan: LaunchPlan
  /** The day of the launch as it is promised now. */
  readonly date: Day
  readonly launchedOn?: Day
  readonly withdrawnOn?: Day
  /** The day on which it is looked at. */
  readonly day: Day
  /** The moment of that day, in milliseconds since 1970. */
  readonly moment: number
}

const hour = 3_600_000

/** The manifest of a launch as its team keeps it on a day. */
export function manifestOf(standing: Standing): string {
  const { plan, date, launchedOn, withdrawnOn } = standing
  return `apiVersion: onlyif/v1
kind: Launch
id: ${plan.id}
title: ${quoted(plan.title)}
owner: ${quoted(plan.line.team)}
product: ${quoted(plan.line.product)}
version: "${plan.version}"
tier: ${plan.tier}
maturity: ${launchedOn === undefined ? 'beta' : 'ga'}
date: ${dayText(date)}
sponsor: ceo
markets: [${plan.markets.map(quoted).join(', ')}]
${launchedOn === undefined ? '' : `launchedOn: ${dayText(launchedOn)}\n`}${withdrawnOn === undefined ? '' : `withdrawnOn: ${dayText(withdrawnOn)}\n`}asOf: ${dayText(standing.day - (standing.day % 7))}
by: ${quoted(plan.line.team)}
facts:
${[...ownFacts(standing), ...plan.facts.flatMap((fact) => measured(fact, standing))].map((line) => `  ${line}\n`).join('')}`
}

/** The waivers that were asked for by a day; undefined where there are none yet. */
export function waiversOf({ plan, day }: Standing): string | undefined {
  const { waiver } = plan
  if (!waiver || day < waiver.askedOn) return undefined
  return `apiVersion: onlyif/v1
kind: Waivers
waivers:
  - id: ${waiver.id}
    launch: ${plan.id}
    requirement: ${waiver.requirement}
    covers:
      ${waiver.covers}
    as: mitigated
    reason: ${waiver.reason}
    requestedBy: ${waiver.asks}
    approved: [${approvalsOf(waiver, day)}]
    expires: ${dayText(waiver.expires)}
    followUp: { what: ${waiver.followUp.what}, owner: ${waiver.followUp.owner}, due: ${dayText(waiver.followUp.due)} }
`
}

function approvalsOf({ approvals }: WaiverStory, day: Day): string {
  return approvals
    .filter(({ on }) => on <= day)
    .map(({ by, role, on }) => `{ by: ${by}, role: ${role}, on: ${dayText(on)} }`)
    .join(', ')
}

/** A text of a manifest in quotation marks: `NO` is Norway and not a word for false, and a colon is a colon. */
function quoted(text: string): string {
  return JSON.stringify(text)
}

function measured(fact: PlannedFact, { day, moment, launchedOn }: Standing): string[] {
  const { story, begunOn, readyOn, offset } = fact
  if (story.of === 'after' && launchedOn === undefined) return []
  const on = measuredOn(fact, day)
  const progress = Math.max(0, Math.min(fact.isHeldBack && on < readyOn ? 0.6 : 1, (on - begunOn) / (readyOn - begunOn)))
  const value = story.value(progress, offset)
  if (value === undefined) return []
  // What is measured all the time was measured in the early morning, or an hour ago where that is still to come.
  const asOf = story.every === 0 && on === day ? formatInstant(Math.min(at(day, 5), moment - hour)) : dayText(on)
  return [`${story.path}: { value: ${value}, asOf: ${asOf}, by: ${story.by}${story.beside ? `, ${story.beside(progress, offset)}` : ''} }`]
}

function measuredOn({ story, offset, neglectedFrom = Number.POSITIVE_INFINITY }: PlannedFact, day: Day): Day {
  const last = Math.min(day, neglectedFrom)
  return story.every === 0 ? last : last - ((last + offset) % story.every)
}

/** What the team itself says, which nobody measures. */
function ownFacts(standing: Standing): string[] {
  const { plan, date, day } = standing
  return [
    ...rehearsal(standing, 'rollback.rehearsedOn', 'rollback.minutes: 18'),
    `docs.languages: { value: [${publishedIn(standing).join(', ')}], asOf: ${dayText(day - (day % 3))}, by: documentation }`,
    `privacy.newPersonalData: ${plan.hasNewData}`,
    `pricing.termsChange: ${plan.changesTerms}`,
    ...(plan.changesTerms && day >= plan.noticeOn
      ? [`notice.days: { value: ${date - plan.noticeOn}, asOf: ${dayText(plan.noticeOn)}, by: sales }`]
      : []),
    `migration.somethingRemoved: ${plan.removesSomething}`,
    ...(day >= date - 24 - plan.ahead ? [`review.bookedFor: ${dayText(date + 28)}`] : []),
    `price.somebodyPaysMore: ${plan.line.product === 'billing'}`,
    ...(plan.line.product === 'billing' ? priceFacts(standing) : []),
    ...(plan.line.product === 'advice' ? adviceFacts(standing) : []),
  ]
}

/** A rehearsal is done anew every four weeks. */
function rehearsal({ plan, day }: Standing, path: string, beside: string): string[] {
  const on = plan.rehearsedOn + Math.max(0, Math.floor((day - plan.rehearsedOn) / 28)) * 28
  return on <= day ? [`${path}: { value: ${dayText(on)}, asOf: ${dayText(on)} }`, beside] : []
}

function publishedIn({ plan, day }: Standing): readonly string[] {
  const all = languagesOf(plan.markets)
  const { waiver } = plan
  const lastOn = waiver?.holdsBack === 'docs.languages' ? plan.date + waiver.days : plan.date - 12 - plan.ahead
  const count = Math.max(0, Math.min(all.length - (day < lastOn ? 1 : 0), Math.floor((day - (plan.date - 34 - plan.ahead)) / 4)))
  return all.slice(0, count)
}

function priceFacts({ plan, day }: Standing): string[] {
  return [
    ...(day >= plan.noticeOn
      ? [`price.lastNoticeOn: { value: ${dayText(plan.noticeOn)}, asOf: ${dayText(plan.noticeOn)}, by: sales }`]
      : []),
    `price.fixedTermCustomers: { value: ${plan.removesSomething ? 40 : 0}, by: legal-counsel }`,
    'price.leavingFee: { value: EUR 0.00, by: sales }',
    'price.leavingTakes: { value: 14d, by: sales }',
    ...(day >= plan.date - 25 - plan.ahead
      ? [`price.leaversReviewOn: { value: ${dayText(plan.date + 45)}, by: chief-customer-officer }`]
      : []),
  ]
}

function adviceFacts(standing: Standing): string[] {
  const { plan } = standing
  return [
    'ai.noticeShown: { value: true, by: product, link: "https://example.test/advice/screens" }',
    `ai.versionMeasured: { value: "${plan.version}", by: insight }`,
    'ai.decidesAboutPeople: { value: false, by: data-protection }',
    'ai.worksWithoutIt: { value: true, by: product }',
    'ai.outsideCompaniesNamed: { value: true, by: data-protection }',
    'ai.trainsOnCustomerData: { value: false, by: data-protection }',
    ...rehearsal(standing, 'ai.stopRehearsedOn', 'ai.stopTime: 6min'),
  ]
}
