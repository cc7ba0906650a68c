/** One fact of the starter's catalog; `line` makes its evidence of a day, `short` is how the launch says it in one value. */
export interface StarterFact {
  readonly path: string
  readonly description: readonly string[]
  readonly value: string
  readonly sample?: number
  /** What a reader of the launch is told about the line. */
  readonly remark?: string
}

/** The facts that the starter's three requirements read. */
export const starterFacts: readonly StarterFact[] = [
  {
    path: 'beta.csat',
    description: [
      'name: beta satisfaction                # what it is called in sentences',
      'means: average answer of beta customers to "how satisfied are you with it?"',
      'type: number                           # or count, percent, money, duration, date, version, boolean, text, choice, list',
      'range: [1, 5]                          # a value outside is a mistake, never a pass',
      'unit: points of 5',
      'better: higher',
      'owner: insight                         # who supplies it',
      'maxAge: 90d                            # older evidence no longer counts',
      'from: the export of the beta survey    # where the number lives; printed when it is missing',
      'cpi: { goal: does what I need, benefit: functional }    # what customers gain by it, in their words',
    ],
    value: '4.4',
    sample: 112,
    remark: 'try 3.9 here, or a sample of 12, and run `onlyif check` again',
  },
  {
    path: 'beta.blockersOpen',
    description: [
      'name: open blockers from the beta',
      'means: problems that stop a beta customer from finishing what they came for, and are not mended yet',
      'type: count',
      'unit: problems',
      'better: lower',
      'owner: insight',
      'maxAge: 90d',
      'from: the beta feedback board, label "blocker"',
    ],
    value: '0',
  },
  {
    path: 'defects.dataLossOpen',
    description: [
      'name: open defects that lose data',
      'means: known defects, not mended yet, through which a customer can lose data',
      'type: count',
      'unit: defects',
      'better: lower',
      'owner: engineering',
      'maxAge: 90d',
      'from: the defect tracker, label "data loss"',
    ],
    value: '0',
  },
  {
    path: 'support.agentsTrained',
    description: [
      'name: trained support people',
      'means: share of the people who answer customers that finished the training for this launch',
      'type: percent',
      'range: [0%, 100%]',
      'unit: of support people',
      'better: higher',
      'owner: support',
      'maxAge: 90d',
      'from: the training list of the support team',
    ],
    value: '94%',
  },
  {
    path: 'support.knownIssuesPublished',
    description: [
      'name: published known issues',
      'means: the list of known issues, and what to do about each, is where customers can read it',
      'type: boolean',
      'owner: support',
      'maxAge: 90d',
      'from: the help centre',
      'cpi: { goal: tells me what to expect, benefit: emotional }',
    ],
    value: 'true',
  },
]
