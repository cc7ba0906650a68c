import { starterFacts } from './starter-facts.ts'
import type { StarterDays, StarterInput, StarterPaths } from './starter-input.ts'
import { scalar } from './starter-surroundings.ts'

/** The first commitment: three requirements in plain words, with comments that teach. */
export function starterCommitment({ name, owner, hasLaunches }: StarterInput, paths: StarterPaths): string {
  const advisory =
    '    enforcement: advisory           # judged and shown, blocks nothing yet; take this line out when its owner is ready\n'
  return `# What must be true for customers before anything goes to market.
# The words, numbers and owners are examples: make them yours.
# The facts that it reads are described in ${paths.catalog};
# examples of what it means are in ${paths.test}.
apiVersion: onlyif/v1
kind: Commitment
${remarked(`id: ${name}`, 'never changes, and is never used again for another promise')}
title: We go to market only if these 3 customer requirements are met
${remarked(`owner: ${scalar(owner)}`, 'the one person or role that answers for it')}
count: 3                            # checked, so that adding or dropping a requirement is a decision
waivers: never                      # or who may accept a lower bar: { approvers: [cco, owner], quorum: 2, maxDays: 30 }
goToMarketOnlyIf:
${requirements(hasLaunches ? advisory : '')}`
}

function requirements(advisory: string): string {
  return `  - id: beta-delight
    title: beta customers tell us it is good      # ends the sentence "We go to market only if …"
    why: People who have used it know better than we do whether it is good
    honors: We ask before we announce
    owner: head-of-product          # exactly one
    due: T-14d                      # 14 days before the launch date
${advisory}    require:                        # every line must be true
      beta.csat: { atLeast: 4.2, minSample: 30 }  # 4.2 of 5 or more, from at least 30 people
      beta.blockersOpen: 0
    ifUnmet: Extend the beta, mend what customers name first, and ask them again

  - id: no-data-loss
    title: no known defect loses customer data
    why: Customers can forgive a missing feature; they cannot get lost data back
    dishonors: Learning about a data loss from the customer who suffered it
    owner: head-of-engineering
    due: T-3d
${advisory}    forbid:                         # no line may be true
      defects.dataLossOpen: { moreThan: 0 }
    ifUnmet: Mend what causes it; the launch waits

  - id: support-ready
    title: support can help from the first day
    why: The first days are when most people need help
    dishonors: Sending customers to people whom nobody told about the change
    owner: head-of-support
    due: T-7d
${advisory}    require:
      support.agentsTrained: { atLeast: 90% }
      support.knownIssuesPublished: true
    ifUnmet: Finish the training and publish the known issues
`
}

const unread = '# onlyif-disable-next-line catalog/unread-fact -- launches supply it; what it is for is still to be agreed'

/** The catalog of the facts that are not described yet. */
export function starterCatalog({ supplied, described }: StarterInput, { today }: StarterDays): string {
  const known = starterFacts.filter((fact) => !described.has(fact.path))
  const own = new Set(starterFacts.map((fact) => fact.path))
  const entries = known.map(
    ({ path, description, value, sample }) =>
      `  ${path}:\n${description.map((line) => `    ${line}\n`).join('')}    example: ${evidence(value, sample, today)}\n`,
  )
  const others = supplied
    .filter(({ path }) => !own.has(path) && !described.has(path))
    .map(({ path, type }) => `  ${unread}\n  ${path}: { type: ${type} }\n`)
  const rest =
    others.length > 0
      ? `  # Launches here supply these; what they mean is still to be agreed, and whether the type is right.\n${others.join('')}`
      : ''
  return `# The facts that commitments read, agreed by the teams that supply them.
# With a catalog, a misspelt fact is a mistake.
# After a change: onlyif schema --complete --output .onlyif/onlyif.schema.json
apiVersion: onlyif/v1
kind: FactCatalog
facts:${entries.length + others.length === 0 ? ' {}' : ''}
${entries.join('')}${rest}`
}

/** A launch that meets every requirement: the example that its author changes, or the fixed one that tests start from. */
export function starterLaunch(input: StarterInput, { today, launch }: StarterDays, use: 'example' | 'fixture'): string {
  const { product, version, launchOwner } = input
  const intro =
    use === 'example'
      ? '# What is to be released, and what is known about it. Every value here is an\n# example: put in what is true, as of the day it was.'
      : '# A launch that meets every requirement, for the examples in the test;\n# nothing judges it for real.'
  const lines = starterFacts.map(({ path, value, sample, remark }) => {
    const line = `  ${path}: ${sample === undefined ? value : evidence(value, sample)}`
    return remark === undefined || use === 'fixture' ? `${line}\n` : `${line}  # ${remark}\n`
  })
  return `${intro}
apiVersion: onlyif/v1
kind: Launch
id: ${use === 'example' ? 'first-launch' : 'good-launch'}
title: ${use === 'example' ? 'The first launch under this promise' : 'A launch that meets every requirement'}
owner: ${scalar(launchOwner)}
product: ${scalar(product)}
${version === undefined || use === 'fixture' ? '' : `version: ${JSON.stringify(version)}\n`}date: ${launch}
asOf: ${today}                    # the day on which the facts below were true, unless one says otherwise
facts:
${lines.join('')}`
}

/** Examples that pin down what the commitment means: each requirement met, unmet and unknown. */
export function starterTest({ name, hasLaunches }: StarterInput, paths: StarterPaths, { today }: StarterDays): string {
  const fixture = paths.fixture.slice(paths.test.lastIndexOf('/') + 1)
  // Advisory requirements are judged alike, but block nothing.
  const [noGo, hold] = hasLaunches ? ['go', 'go'] : ['no-go', 'hold']
  return `# Each example changes something about a launch that meets every requirement,
# and says what must come of it.
apiVersion: onlyif/v1
kind: CommitmentTest
commitment: ${name}
launch: ${fixture}
now: ${today}
cases:
  - name: everything in place
    expect: { verdict: go, beta-delight: met, no-data-loss: met, support-ready: met }
  - name: customers just satisfied enough, and just enough of them
    change: { beta.csat: { value: 4.2, sample: 30 } }
    expect: { verdict: go, beta-delight: met }
  - name: customers not satisfied enough
    change: { beta.csat: { value: 4.1 } }
    expect: { verdict: ${noGo}, beta-delight: unmet }
  - name: 29 answers are not enough to know
    change: { beta.csat: { sample: 29 } }
    expect: { verdict: ${hold}, beta-delight: { unknown: small-sample } }
  - name: one defect that loses data
    change: { defects.dataLossOpen: 1 }
    expect: { verdict: ${noGo}, no-data-loss: unmet }
  - name: nobody looked for defects that lose data
    remove: [defects.dataLossOpen]
    expect: { verdict: ${hold}, no-data-loss: { unknown: missing } }
  - name: too few support people are trained
    change: { support.agentsTrained: 89% }
    expect: { verdict: ${noGo}, support-ready: unmet }
  - name: the known issues are still to be decided
    change: { support.knownIssuesPublished: TBD }
    expect: { verdict: ${hold}, support-ready: { unknown: placeholder } }
`
}

/** The config: what stands in its usual place need not be named. */
export function starterConfig({ home, branch }: StarterInput): string {
  const places =
    home === ''
      ? `# Things are looked for in their usual places, unless they are named here:
# commitments: rules/**/*.yaml
# catalog: catalog.yaml
# waivers: waivers.yaml
# launches: [launch.yaml, launches/*.yaml]
# facts: facts/**
`
      : `commitments: ${home}rules/**/*.yaml
catalog: ${home}catalog*.yaml
waivers: ${home}waivers*.yaml
launches: ${home}launches/*.yaml
facts: ${home}facts/**
`
  return `# Where onlyif finds things, and who may approve a waiver.
apiVersion: onlyif/v1
kind: Config
${places}trustedBranches: [${scalar(branch)}]
# Before the first waiver, name who may approve it, and who may not because the
# launch is theirs:
# roles: { cco: [name], head-of-support: [name] }
# teams: { checkout-team: [name, name] }
# requireProof: true
`
}

function evidence(value: string, sample: number | undefined, asOf?: string): string {
  const parts = [
    `value: ${value}`,
    ...(sample === undefined ? [] : [`sample: ${sample}`]),
    ...(asOf === undefined ? [] : [`asOf: ${asOf}`]),
  ]
  return `{ ${parts.join(', ')} }`
}

/** A line with a comment in the column of its neighbours, where the line leaves room. */
function remarked(line: string, words: string): string {
  return `${line.padEnd(34)}  # ${words}`
}
