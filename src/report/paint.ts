/** Colours for text on a terminal; without colour every one of them leaves the text as it is. */
export type Paint = Readonly<Record<Ink, (text: string) => string>>

export type Ink = 'red' | 'yellow' | 'green' | 'blue' | 'bold' | 'dim' | 'none'

const codes: Readonly<Record<Ink, readonly [number, number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  blue: [36, 39],
  bold: [1, 22],
  dim: [2, 22],
  none: [0, 0],
}

/** A paint box with or without colour. Colour never says what the words do not. */
export function paintBox(colour: boolean): Paint {
  const ink = (name: Ink) => (text: string) => {
    const [on, off] = codes[name]
    return colour && on !== 0 && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
  }
  return {
    red: ink('red'),
    yellow: ink('yellow'),
    green: ink('green'),
    blue: ink('blue'),
    bold: ink('bold'),
    dim: ink('dim'),
    none: ink('none'),
  }
}
