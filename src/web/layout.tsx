import type { ComponentChild, VNode } from 'preact'
import { forTerminal } from '../report/escape.ts'
import { exampleWords } from './example-note.ts'
import { Chosen, FilterBar } from './filter-bar.tsx'
import { Folded } from './folded.tsx'
import { AsOf, Legend, PaperHead } from './legend-html.tsx'
import type { Links, Target } from './page.ts'
import { Said, Sentence } from './table/said.tsx'
import { tablesOf } from './table/table-files.ts'
import { TableHtml } from './table/table-html.tsx'
import { type Filter, otherwise, type Section, type View } from './view.ts'

/** Where a view is shown. */
export interface Frame {
  readonly here: Target
  readonly links: Links
  readonly now: string
  readonly isExample?: boolean
  readonly signOut?: string
  readonly notice?: string
  readonly nav: readonly { readonly name: string; readonly to: Target; readonly isHere: boolean }[]
}

/** A whole page: the same frame around every view. */
export function Layout({ view, frame }: { readonly view: View; readonly frame: Frame }): VNode {
  const { links, nav, here, now, isExample = false, signOut, notice } = frame
  const kinds = [...(view.isWide ? ['wide'] : []), ...(isExample ? ['example'] : [])].join(' ')
  const first = view.sections.find((section) => 'table' in section)
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${forTerminal(view.title)} · onlyif`}</title>
        <link rel="stylesheet" href={links.asset('room.css')} />
        <link rel="icon" href={links.asset('icon.svg')} type="image/svg+xml" />
      </head>
      <body class={kinds === '' ? undefined : kinds}>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <p class="brand">
            <a href={links.to({ path: [] })}>
              <span aria-hidden="true">◆</span> onlyif
            </a>
          </p>
          <nav aria-label="Views">
            <ul>
              {nav.map(({ name, to, isHere }) => (
                <li>
                  <a href={links.to(to)} aria-current={isHere ? 'page' : undefined}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {signOut !== undefined && (
            <form class="sign-out screen" method="post" action={signOut}>
              <button type="submit">Sign out</button>
            </form>
          )}
          {isExample && <p class="example-note">{exampleWords}</p>}
        </header>
        <main id="main" tabIndex={-1}>
          {notice !== undefined && (
            <p class="notice" role="status">
              <Sentence text={notice} />
            </p>
          )}
          {view.kicker && <p class="kicker">{view.kicker}</p>}
          <h1>
            <Said text={view.title} whole />
          </h1>
          {view.lead && (
            <p class="lead">
              <Sentence text={view.lead} />
            </p>
          )}
          <NotUnderstood view={view} />
          {view.filters && view.filters.length > 0 && <Filters filters={view.filters} here={here} links={links} />}
          {view.filters && <Chosen filters={view.filters} />}
          <PaperHead now={now} />
          {view.sections.map((section) => (
            <SectionHtml section={section} isFirst={section === first} frame={frame} />
          ))}
        </main>
        <footer>
          <Legend />
          <Exports view={view} frame={frame} />
        </footer>
      </body>
    </html>
  )
}

/** Many filters of which none is set are folded on a small screen; a set one is always seen. */
function Filters({ filters, ...rest }: { readonly filters: readonly Filter[] } & Pick<Frame, 'here' | 'links'>): VNode {
  const bar = <FilterBar filters={filters} {...rest} />
  if (rest.links.isStatic || filters.length < 4 || filters.some(({ chosen }) => chosen !== '')) return bar
  return (
    <Folded name="filters" words="Narrow this view">
      {bar}
    </Folded>
  )
}

/** What was asked for and is left out: it stands before what is shown, and on paper. */
function NotUnderstood({ view: { notUnderstood = [] } }: { readonly view: View }): VNode | null {
  if (notUnderstood.length === 0) return null
  return (
    <div class="misread" role="status">
      {notUnderstood.map(({ words }) => (
        <p key={words}>
          <Sentence text={words} />
        </p>
      ))}
    </div>
  )
}

function SectionHtml({ section, isFirst, frame }: { readonly section: Section; readonly isFirst: boolean; readonly frame: Frame }): VNode {
  const { here, links } = frame
  const note = section.note && (
    <p class="note">
      <Sentence text={section.note} />
    </p>
  )
  const content = 'table' in section ? tableOrEmpty(section, { here, links, isFirst }) : section.content
  const isFolded = 'table' in section && section.isFolded && section.table.size > 0 && section.heading !== undefined
  return (
    <section>
      {section.heading && <h2>{section.heading}</h2>}
      {note}
      {isFolded ? <Folded name={section.heading ?? ''}>{content}</Folded> : content}
    </section>
  )
}

function tableOrEmpty(
  { table, empty }: Extract<Section, { readonly table: unknown }>,
  { here, links, isFirst }: Pick<Frame, 'here' | 'links'> & { readonly isFirst: boolean },
): ComponentChild {
  if (table.size > 0) return <TableHtml table={table} isFirst={isFirst} here={here} links={links} />
  return <div class="empty">{empty ?? <p>Nothing to show.</p>}</div>
}

function Exports({ view, frame: { here, links, now } }: { readonly view: View; readonly frame: Frame }): VNode {
  // As files, only whole views are exported: each choice would be three files more.
  const isExported = view.sections.some((section) => 'table' in section) && !(links.isStatic && hasQuery(here))
  const to = (format: string): string => links.to(otherwise({ path: here.path, query: withoutPages(here.query) }, { format }))
  return (
    <div class="exports">
      {isExported && (
        <p class="screen">
          This view as <a href={to('csv')}>CSV</a> for spreadsheets, <a href={to('md')}>Markdown</a> for chat and mail,{' '}
          <a href={to('json')}>JSON</a> for programs.
          <TablesAsCsv view={view} frame={{ here, links }} />
        </p>
      )}
      {links.api !== undefined && (
        <p class="screen">
          <a href={links.api}>The API</a> for programs that ask the service themselves.
        </p>
      )}
      <AsOf now={now} />
    </div>
  )
}

/** Where a view has several tables, each as a file of its own: a spreadsheet takes one. */
function TablesAsCsv({
  view,
  frame: { here, links },
}: {
  readonly view: View
  readonly frame: Pick<Frame, 'here' | 'links'>
}): VNode | null {
  const tables = tablesOf(view).filter(({ size }) => size > 0)
  if (tables.length < 2) return null
  const query = withoutPages(here.query)
  return (
    <>
      {' '}
      Its tables as CSV:{' '}
      {tables.map(({ name, caption }, i) => (
        <>
          {i > 0 && ', '}
          <a href={links.to(otherwise({ path: here.path, query }, { format: 'csv', table: name }))}>{caption}</a>
        </>
      ))}
      .
    </>
  )
}

/** An export holds every row, whichever page is shown. */
function withoutPages(query: Target['query'] = {}): NonNullable<Target['query']> {
  return Object.fromEntries(Object.entries(query).filter(([key]) => !/^page(?:-|$)/.test(key)))
}

function hasQuery({ query = {} }: Target): boolean {
  return Object.values(query).some((value) => value !== undefined && value !== '')
}
