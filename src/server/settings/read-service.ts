import { errorsOf, type FormError } from '../../model/form.ts'
import { locate } from '../../model/label.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { readDocuments } from '../../source/document.ts'
import { entryOf, keyRangeOf, rangeOf, type SourceDocument, type SourceNode, toData } from '../../source/node.ts'
import type { Range } from '../../source/position.ts'
import type { AccessSettings } from '../auth/read-settings.ts'
import { readAccessSettings, wordsOf } from '../auth/read-settings.ts'
import type { GitHubAppSettings } from '../github-app/app-settings.ts'
import type { Limits } from '../http/limit-settings.ts'
import { checkNotifySettings, type NotifySettings } from '../notify/targets.ts'
import { serviceForms } from './generated/service.ts'

/** What a file of kind Service says, its secrets read from the environment. */
export interface ServiceSettings {
  /** Where people reach the service. */
  readonly publicUrl?: string
  readonly access: AccessSettings
  readonly github?: GitHubAppSettings
  readonly notify?: NotifySettings
  readonly limits: Partial<Pick<Limits, 'perCaller' | 'perStranger' | 'bodyBytes' | 'words' | 'tests' | 'characters'>>
}

export type ServiceReading =
  | { readonly ok: true; readonly settings: ServiceSettings }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Environment variables, in which secrets are. */
export type Env = Readonly<Record<string, string | undefined>>

/** Reads the settings of a service. With one mistake there are none: a setting that is half understood opens doors. */
export function readService(file: string, text: string, env: Env): ServiceReading {
  const { documents, diagnostics } = readDocuments(file, text)
  if (hasErrors(diagnostics)) return { ok: false, diagnostics }
  const [document, second] = documents
  if (!document || second)
    return {
      ok: false,
      diagnostics: [diagnostic('world/wrong-kind', { file, message: `\`${file}\` must hold one document of kind Service` })],
    }
  const tell = (problems: readonly string[]): ServiceReading => ({
    ok: false,
    diagnostics: problems.map((problem) => placed(document, problem)),
  })
  const data = toData(document.root)
  const wrong = errorsOf(serviceForms, 'Service', data)
  if (wrong.length > 0)
    return { ok: false, diagnostics: wrong.map((error) => told(document, rangeOfError(document, error), wordsOf(error))) }
  const { publicUrl, oidc, proxy, who, github, notify, limits = {} } = data as unknown as Written
  const access = readAccessSettings({ ...(oidc && { oidc }), ...(proxy && { proxy }), ...(who && { who }) })
  if (!access.ok) return tell(access.problems)
  const missing: string[] = []
  const secret = (at: string, { env: name }: Secret): string => {
    const value = env[name]
    if (value === undefined || value === '') missing.push(`${at}: the environment variable \`${name}\` is not set`)
    return value ?? ''
  }
  if (github && publicUrl === undefined) missing.push('github: `publicUrl` is missing, where people reach this service')
  const settings: ServiceSettings = {
    ...(publicUrl !== undefined && { publicUrl }),
    access: access.settings,
    limits,
    ...(github && { github: appSettings(github, publicUrl ?? '', secret) }),
    ...(notify && { notify: { ...notify, ...(publicUrl !== undefined && { dashboard: publicUrl }), targets: targetsOf(notify, secret) } }),
  }
  if (publicUrl !== undefined && !/^https?:\/\/[^/]+\/?$/.test(publicUrl))
    missing.push(`publicUrl: \`${publicUrl}\` is no address such as \`https://launches.example.test\``)
  if (missing.length > 0) return tell(missing)
  const unfit = settings.notify ? checkNotifySettings(settings.notify) : []
  return unfit.length > 0 ? tell(unfit.map((problem) => `notify: ${problem}`)) : { ok: true, settings }
}

interface Secret {
  readonly env: string
}

type WrittenTarget = Omit<NotifySettings['targets'][number], 'url' | 'secrets'> & {
  readonly url: Secret
  readonly secrets?: readonly Secret[]
}

interface Written extends AccessSettings {
  readonly publicUrl?: string
  readonly github?: Omit<GitHubAppSettings, 'privateKey' | 'webhookSecrets' | 'publicUrl'> & {
    readonly privateKey: Secret
    readonly webhookSecrets: readonly Secret[]
  }
  readonly notify?: Omit<NotifySettings, 'targets'> & { readonly targets: readonly WrittenTarget[] }
  readonly limits?: ServiceSettings['limits']
}

type ReadSecret = (at: string, secret: Secret) => string

function appSettings(github: NonNullable<Written['github']>, publicUrl: string, secret: ReadSecret): GitHubAppSettings {
  return {
    ...github,
    publicUrl,
    // A key is often kept on one line.
    privateKey: secret('github.privateKey', github.privateKey).replaceAll('\\n', '\n'),
    webhookSecrets: github.webhookSecrets.map((item, index) => secret(`github.webhookSecrets[${index}]`, item)),
  }
}

function targetsOf({ targets }: NonNullable<Written['notify']>, secret: ReadSecret): NotifySettings['targets'] {
  return targets.map(({ url, secrets, ...target }, index) => ({
    ...target,
    url: secret(`notify.targets[${index}].url`, url),
    ...(secrets && { secrets: secrets.map((item, at) => secret(`notify.targets[${index}].secrets[${at}]`, item)) }),
  }))
}

/** A problem at the place that it begins with, such as `oidc.issuers[0].issuer: …`. */
function placed(document: SourceDocument, problem: string): Diagnostic {
  const [at = ''] = /^[\w.[\]-]+(?=: )/.exec(problem) ?? []
  let node: SourceNode = document.root
  for (const part of at.split(/[.[\]]+/).filter(Boolean)) {
    const next: SourceNode | undefined = /^\d+$/.test(part) && node.kind === 'list' ? node.items[Number(part)] : entryOf(node, part)?.value
    if (!next) break
    node = next
  }
  return told(document, rangeOf(document, node), problem)
}

/** Where settings depart from their form: at the key that nobody reads, else at the value. */
function rangeOfError(document: SourceDocument, { instancePath, params }: FormError): Range {
  const { node, entry } = locate(document, instancePath)
  const at = entryOf(node, String(params['additionalProperty'])) ?? (node.start === node.end ? entry : undefined)
  return at ? keyRangeOf(document, at) : rangeOf(document, node)
}

function told(document: SourceDocument, range: Range, problem: string): Diagnostic {
  const [, at, says] = /^([\w.[\]-]+): (.*)$/s.exec(problem) ?? []
  const message = at === undefined ? problem : `\`${at}\`: ${says}`
  return diagnostic('document/wrong-value', { file: document.file, range, message, hint: '`docs/service.md` says what there is' })
}
