import { isTree } from './json-schema.ts'

/** A limit that GitHub documents and its schema forgets. */
interface Limit {
  readonly operations: readonly string[]
  readonly says: string
  readonly oversteps: (body: Readonly<Record<string, unknown>>) => boolean
}

const lengthOf = (value: unknown): number => (typeof value === 'string' ? [...value].length : 0)
const bytesOf = (value: unknown): number => (typeof value === 'string' ? Buffer.byteLength(value) : 0)
const output = (body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  isTree(body['output']) ? body['output'] : {}

function annotations(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  const list = output(body)['annotations']
  return Array.isArray(list) ? list.filter(isTree) : []
}

const checks = ['checks/create', 'checks/update']
const comments = ['issues/create-comment', 'issues/update-comment']
const gate = ['actions/review-custom-gates-for-run']

/** What GitHub documents in prose; each is refused as its schema's own limits are. */
export const limits: readonly Limit[] = [
  {
    operations: ['checks/create'],
    says: 'conclusion is required when status is completed',
    oversteps: (body) => body['status'] === 'completed' && body['conclusion'] === undefined,
  },
  {
    operations: checks,
    says: 'conclusion goes with status completed only',
    oversteps: (body) => body['conclusion'] !== undefined && body['status'] !== undefined && body['status'] !== 'completed',
  },
  { operations: checks, says: 'conclusion stale is set by GitHub alone', oversteps: (body) => body['conclusion'] === 'stale' },
  { operations: checks, says: 'output needs a title and a summary', oversteps: (body) => isTree(body['output']) && !output(body)['title'] },
  {
    operations: checks,
    // GitHub documents characters, and counts bytes.
    says: 'output.summary and output.text hold at most 65,535 bytes',
    oversteps: (body) => Math.max(bytesOf(output(body)['summary']), bytesOf(output(body)['text'])) > 65_535,
  },
  {
    operations: checks,
    says: 'an annotation has columns only on a single line',
    oversteps: (body) =>
      annotations(body).some((one) => one['start_line'] !== one['end_line'] && (one['start_column'] ?? one['end_column']) !== undefined),
  },
  {
    operations: checks,
    says: 'an annotation starts at line 1 or later, and does not end before it starts',
    oversteps: (body) =>
      annotations(body).some((one) => Number(one['start_line']) < 1 || Number(one['end_line']) < Number(one['start_line'])),
  },
  {
    operations: checks,
    says: 'message and raw_details of an annotation hold at most 64 KB',
    oversteps: (body) => annotations(body).some((one) => Math.max(bytesOf(one['message']), bytesOf(one['raw_details'])) > 65_536),
  },
  {
    operations: checks,
    says: 'the title of an annotation has at most 255 characters',
    oversteps: (body) => annotations(body).some((one) => lengthOf(one['title']) > 255),
  },
  {
    operations: checks,
    says: 'details_url is an http or https address',
    oversteps: (body) => typeof body['details_url'] === 'string' && !/^https?:\/\//.test(body['details_url']),
  },
  { operations: comments, says: 'a comment has at most 65,536 characters', oversteps: (body) => lengthOf(body['body']) > 65_536 },
  {
    operations: comments,
    says: 'a comment is not blank',
    oversteps: (body) => typeof body['body'] === 'string' && body['body'].trim() === '',
  },
  {
    operations: gate,
    says: 'state is approved or rejected',
    oversteps: (body) => body['state'] !== undefined && body['state'] !== 'approved' && body['state'] !== 'rejected',
  },
  {
    operations: gate,
    says: 'a comment on a deployment has at most 1,024 characters',
    oversteps: (body) => lengthOf(body['comment']) > 1024,
  },
  {
    operations: ['repos/create-deployment-status'],
    says: 'a description has at most 140 characters',
    oversteps: (body) => lengthOf(body['description']) > 140,
  },
]

/** The documented limits that a request oversteps. */
export function overstepped(operation: string, query: URLSearchParams, body: unknown): string[] {
  const page = Number(query.get('per_page') ?? 1)
  const paging = page > 100 || page < 1 ? ['per_page is between 1 and 100'] : []
  if (!isTree(body)) return paging
  return [...paging, ...limits.filter((limit) => limit.operations.includes(operation) && limit.oversteps(body)).map((limit) => limit.says)]
}
