import { html, type Markup } from '../report/markup.ts'
import type { Surroundings } from './page.ts'

/** What every page of a demonstration says, on paper and in mail, too: nobody may take made-up launches for those of their own. */
export const exampleWords = 'Example data: these launches and people are made up.'

/** The note in pages that are made of markup. */
export function exampleNote({ isExample }: Pick<Surroundings, 'isExample'>): Markup | undefined {
  return isExample ? html`<p class="example-note">${exampleWords}</p>\n` : undefined
}

const words = `content: "${exampleWords}"; font: 7pt Arial, sans-serif; color: #555; white-space: nowrap;`
const number = 'content: "Page " counter(page) " of " counter(pages); font: 7pt Arial, sans-serif; color: #555;'

/** How the note looks, and that every sheet has it. */
export const exampleStyle = `
.example-note { margin-inline-start: auto; color: var(--soft, #545c66); font-size: .8125rem; }
.example-note::before { content: "◇ "; }
@page example { size: A4 portrait; margin: 11mm 12mm 13mm; @bottom-left { ${words} } @bottom-right { ${number} } }
@page example-across { size: A4 landscape; margin: 10mm 11mm 12mm; @bottom-left { ${words} } @bottom-right { ${number} } }
@media print { body.example { page: example; } body.example.wide { page: example-across; } .example-note { font-size: 8pt; } }
`
