/**
 * Makes the excerpts of GitHub's published schemas that the tests judge by, from the npm packages that publish them:
 *
 *   npm pack @octokit/openapi@23.0.2 @octokit/openapi-webhooks@12.1.0      (in an empty folder)
 *   npx tsx tools/vendor-github-schema.ts <that folder>
 *
 * Every operation, webhook and component is kept word for word; what is not referred to is left out.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../tests/github/schemas')

/** The operations that the Action and the service call, or may come to call. */
const operations: readonly string[] = [
  'meta/root',
  'rate-limit/get',
  'users/get-authenticated',
  'repos/get',
  'repos/get-branch',
  'repos/get-commit',
  'repos/get-content',
  'repos/compare-commits',
  'repos/compare-commits-with-basehead',
  'repos/list-pull-requests-associated-with-commit',
  'repos/list-deployments',
  'repos/create-deployment-status',
  'git/get-ref',
  'git/get-commit',
  'git/get-tree',
  'git/get-blob',
  'pulls/get',
  'pulls/list',
  'pulls/list-files',
  'issues/list-comments',
  'issues/create-comment',
  'issues/update-comment',
  'checks/create',
  'checks/get',
  'checks/update',
  'checks/list-for-ref',
  'actions/list-workflow-runs-for-repo',
  'actions/get-workflow-run',
  'actions/get-pending-deployments-for-run',
  'actions/get-reviews-for-run',
  'actions/review-custom-gates-for-run',
  'apps/get-authenticated',
  'apps/get-repo-installation',
  'apps/list-installations',
  'apps/list-repos-accessible-to-installation',
  'apps/create-installation-access-token',
  'apps/list-webhook-deliveries',
  'apps/get-webhook-delivery',
  'apps/redeliver-webhook-delivery',
]

/** The webhooks whose payloads a workflow or the service reads. */
const webhooks: readonly string[] = [
  'check-run-requested-action',
  'check-run-rerequested',
  'check-suite-rerequested',
  'deployment-created',
  'deployment-protection-rule-requested',
  'installation-created',
  'installation-deleted',
  'installation-new-permissions-accepted',
  'installation-unsuspend',
  'installation-repositories-added',
  'merge-group-checks-requested',
  'pull-request-edited',
  'pull-request-opened',
  'pull-request-reopened',
  'pull-request-synchronize',
  'push',
  'release-published',
  'workflow-dispatch',
]

type Json = null | boolean | number | string | readonly Json[] | Tree
interface Tree {
  readonly [key: string]: Json
}

const isTree = (value: Json | undefined): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
const branch = (tree: Tree, key: string): Tree => {
  const value = tree[key]
  return isTree(value) ? value : {}
}

const sources = [
  {
    package: '@octokit/openapi',
    version: '23.0.2',
    member: 'package/generated/api.github.com.json',
    output: 'api.github.com.subset.json',
    root: 'paths',
    names: operations,
  },
  {
    package: '@octokit/openapi-webhooks',
    version: '12.1.0',
    member: 'package/generated/api.github.com.json',
    output: 'webhooks.subset.json',
    root: 'webhooks',
    names: webhooks,
  },
] as const

type Source = (typeof sources)[number]

/** The components that `from` refers to, directly or through others, by their path below `components`. */
function reached(document: Tree, from: Tree): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>()
  const visit = (value: Json): void => {
    if (Array.isArray(value)) for (const below of value) visit(below)
    if (!isTree(value)) return
    for (const [key, below] of Object.entries(value)) {
      if (key !== '$ref' || typeof below !== 'string') visit(below)
      else if (!found.has(below)) {
        const [kind = '', name = ''] = below.replace('#/components/', '').split('/')
        const component = branch(branch(document, 'components'), kind)[name]
        if (component === undefined) throw new Error(`${below} is referred to but not there`)
        found.set(below, component)
        visit(component)
      }
    }
  }
  visit(from)
  return found
}

/** The paths, or webhooks, that hold one of the named operations, with nothing but those. */
function picked(document: Tree, source: Source): Tree {
  const wanted = new Set<string>(source.names)
  const kept = Object.entries(branch(document, source.root)).flatMap(([name, item]): [string, Json][] => {
    if (source.root === 'webhooks') return wanted.delete(name) ? [[name, item]] : []
    const methods = Object.entries(isTree(item) ? item : {}).filter(([, one]) => isTree(one) && wanted.delete(String(one['operationId'])))
    return methods.length === 0 ? [] : [[name, Object.fromEntries(methods)]]
  })
  if (wanted.size > 0) throw new Error(`${source.package} does not have ${[...wanted].join(', ')}`)
  return Object.fromEntries(kept)
}

/** JSON with one line for each path and each component, so that a new version shows as the lines that changed. */
function lines(document: Tree): string {
  const block = (tree: Tree): string =>
    `{\n${Object.entries(tree)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n')}\n}`
  const parts = Object.entries(document).map(([name, value]) => {
    if (name === 'components' && isTree(value))
      return `"components":{\n${Object.entries(value)
        .map(([kind, tree]) => `${JSON.stringify(kind)}:${block(isTree(tree) ? tree : {})}`)
        .join(',\n')}\n}`
    return `${JSON.stringify(name)}:${isTree(value) ? block(value) : JSON.stringify(value)}`
  })
  return `{\n${parts.join(',\n')}\n}\n`
}

function vendor(source: Source, packed: string): Tree {
  const tarball = join(packed, `${source.package.replace('@', '').replace('/', '-')}-${source.version}.tgz`)
  const text = execFileSync('tar', ['-xzOf', tarball, source.member], { maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' })
  const document = JSON.parse(text) as Tree
  const root = picked(document, source)
  const components: Record<string, Record<string, Json>> = {}
  for (const [reference, component] of reached(document, root)) {
    const [kind = '', name = ''] = reference.replace('#/components/', '').split('/')
    components[kind] = { ...components[kind], [name]: component }
  }
  const excerpt = lines({ openapi: document['openapi'] ?? null, info: document['info'] ?? null, [source.root]: root, components })
  writeFileSync(join(folder, source.output), excerpt)
  return {
    file: source.output,
    fileDigest: `sha256:${createHash('sha256').update(excerpt).digest('hex')}`,
    package: source.package,
    version: source.version,
    integrity: `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`,
    member: source.member,
    licence: 'MIT',
    copyright: 'Copyright (c) 2020 Octokit contributors',
    [source.root === 'paths' ? 'operations' : 'webhooks']: source.names,
  }
}

const packed = process.argv[2]
if (packed === undefined) throw new Error('say in which folder the packed packages are')
const origin = sources.map((source) => vendor(source, packed))
writeFileSync(join(folder, 'origin.json'), `${JSON.stringify(origin, null, 2)}\n`)
