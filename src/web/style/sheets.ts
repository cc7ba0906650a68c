import { style } from '../../report/html-style.ts'
import { exampleStyle } from '../example-note.ts'
import { baseStyle } from './base.ts'
import { chartStyle } from './charts.ts'
import { furtherStyle } from './further.ts'
import { noticeStyle } from './notice.ts'
import { printStyle } from './print.ts'
import { tableStyle } from './tables.ts'

/** The style of every view. Further parts are put here, print last. */
export const roomStyle = [baseStyle, tableStyle, chartStyle, furtherStyle, noticeStyle, printStyle, exampleStyle].join('')

/** The style of gate packs, which are sheets of paper on a screen, too. */
export const packStyle = `${style}${noticeStyle}${exampleStyle}`
