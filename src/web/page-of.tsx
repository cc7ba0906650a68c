import { renderToString } from 'preact-render-to-string'
import { optional } from '../model/fields.ts'
import { sequence } from '../model/wording.ts'
import { Layout } from './layout.tsx'
import type { Page, PageRequest, Surroundings, Target } from './page.ts'
import { icon } from './style/icon.ts'
import { mailStyle } from './style/mail.ts'
import { packStyle, roomStyle } from './style/sheets.ts'
import type { Table } from './table/table.ts'
import { tableCsv, tablesOf, viewJson, viewMarkdown } from './table/table-files.ts'
import { quoted, understood } from './understood.ts'
import type { NotUnderstood, View, ViewEntry } from './view.ts'
import { notHere } from './views/not-here.tsx'
import { views } from './views.ts'

const formats = ['csv', 'md', 'json'] as const
type Format = 'html' | (typeof formats)[number]

/**
 * The page for an address. Never throws for what is asked, only where a decision cannot be read. Exports are asked for by a
 * suffix, `/register.csv`, or by `?format=csv`.
 */
export async function pageOf(request: PageRequest, around: Surroundings): Promise<Page> {
  const segments = segmentsOf(request.path)
  if (segments?.[0] === 'assets') return (await assetOf(segments.slice(1))) ?? htmlPage(notHere(), { path: [] }, around)
  const asked = formatIn(request.query) ?? 'html'
  const found = segments && (await viewAt(segments, asked, request, around))
  if (!found) return htmlPage(notHere(), { path: [] }, around)
  const { view, here, format } = found
  if ('body' in view) return view
  if (format === 'html') return htmlPage(withFormatTold(view, request.query), here, around)
  return view.notUnderstood ? refusedExport(view.notUnderstood) : exported(view, here, format, request, around)
}

/** A page that says why there is none, in the frame of all others. */
export function pageSaying(view: View, around: Surroundings): Page {
  return htmlPage(view, { path: [] }, around)
}

interface Found {
  readonly view: View | Page
  readonly here: Target
  readonly format: Format
}

/** The view at a path; where there is none, the path without a suffix, because names of launches may hold dots. */
async function viewAt(path: readonly string[], format: Format, { query }: PageRequest, around: Surroundings): Promise<Found | undefined> {
  const entry = entryAt(path)
  const asked = entry && (await understood((own) => entry.of({ rest: path.slice(1), query: own }, around), query))
  if (asked?.view) return { view: asked.view, here: hereOf(path, asked.query), format }
  const last = path.at(-1) ?? ''
  const suffix = formats.find((name) => last.endsWith(`.${name}`))
  if (suffix === undefined || format !== 'html') return undefined
  const stem = last.slice(0, -suffix.length - 1)
  const bare = stem === 'room' && path.length === 1 ? [] : [...path.slice(0, -1), stem]
  return viewAt(bare, suffix, { path: '', query }, around)
}

function entryAt(path: readonly string[]): ViewEntry | undefined {
  return views.find(({ segment }) => segment === (path[0] ?? ''))
}

function hereOf(path: readonly string[], query: URLSearchParams): Target {
  return { path, query: Object.fromEntries([...query].filter(([key]) => key !== 'format')) }
}

function segmentsOf(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** The form that an address asks for; undefined for one that there is not. */
function formatIn(query: URLSearchParams): Format | undefined {
  const said = query.get('format') ?? ''
  return said === '' ? 'html' : (['html', ...formats] as const).find((format) => format === said)
}

/** Who asks for a form that there is not gets the page, which says so. */
function withFormatTold(view: View, query: URLSearchParams): View {
  if (formatIn(query) !== undefined) return view
  const words = `There is no form ${quoted(query.get('format') ?? '')} of this, so the page is shown. There are ${sequence(formats.map(quoted), 'and')}.`
  return { ...view, notUnderstood: [...(view.notUnderstood ?? []), { words, byName: words }] }
}

function htmlPage(view: View, here: Target, { links, now, isExample, signOut, notice }: Surroundings): Page {
  const nav = views.flatMap(({ segment, nav: name }) =>
    name === undefined
      ? []
      : [{ name, to: { path: segment === '' ? [] : [segment] }, isHere: view.status === undefined && segment === (here.path[0] ?? '') }],
  )
  const frame = {
    here,
    links,
    now,
    nav,
    ...optional('isExample', isExample),
    ...optional('signOut', signOut),
    ...optional('notice', notice),
  }
  return {
    status: view.status ?? 200,
    type: 'text/html; charset=utf-8',
    body: `<!doctype html>\n${renderToString(<Layout view={view} frame={frame} />)}\n`,
  }
}

/** A program reads no remark beside its rows: it gets none rather than others than it asked for. */
function refusedExport(notUnderstood: readonly NotUnderstood[]): Page {
  return { status: 400, type: 'text/plain; charset=utf-8', body: `${notUnderstood.map(({ byName }) => byName).join('\n')}\n` }
}

async function exported(
  view: View,
  here: Target,
  format: Exclude<Format, 'html'>,
  { query }: PageRequest,
  { now, isExample }: Surroundings,
): Promise<Page> {
  const name =
    here.path.length === 0
      ? 'room'
      : here.path
          .join('-')
          .replaceAll(/[^A-Za-z0-9._-]/g, '-')
          .slice(0, 80)
  const file = `${name}.${format}`
  const status = view.status ?? 200
  if (format === 'json') return { status, type: 'application/json; charset=utf-8', body: viewJson(view, now), file }
  if (format === 'md') return { status, type: 'text/markdown; charset=utf-8', body: viewMarkdown(view, now, isExample), file }
  const tables = tablesOf(view)
  const named = query.get('table') ?? ''
  const table = tables.find(({ name: own }) => own === (named === '' ? here.path[0] : named))
  if (!table && named !== '') return refusedExport([tableNotHere(named, tables)])
  const shown = table ?? tables[0]
  return { status, type: 'text/csv; charset=utf-8; header=present', body: shown ? tableCsv(shown) : '\ufeff', file }
}

/** Rows of another table would be taken for those that were asked for. */
function tableNotHere(named: string, tables: readonly Table[]): NotUnderstood {
  const there =
    tables.length === 0
      ? 'There is none.'
      : `There are ${sequence(
          tables.map(({ name }) => quoted(name)),
          'and',
        )}.`
  const words = `There is no table ${quoted(named)} here now. ${there}`
  return { words, byName: words }
}

async function assetOf([name = '']: readonly string[]): Promise<Page | undefined> {
  const css = 'text/css; charset=utf-8'
  if (name === 'room.css') return { status: 200, type: css, body: roomStyle }
  if (name === 'pack.css') return { status: 200, type: css, body: packStyle }
  if (name === 'mail.css') return { status: 200, type: css, body: mailStyle }
  if (name === 'icon.svg') return { status: 200, type: 'image/svg+xml; charset=utf-8', body: icon }
  return name.startsWith('playground.') ? playgroundFile(name) : undefined
}

/** Much larger than any page, so it is loaded when it is asked for. */
async function playgroundFile(name: string): Promise<Page | undefined> {
  const { playgroundFiles } = await import('./playground/generated/files.ts')
  const body = Object.hasOwn(playgroundFiles, name) ? playgroundFiles[name] : undefined
  if (body === undefined) return undefined
  return { status: 200, type: name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8', body }
}
