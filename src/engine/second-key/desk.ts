import type { Reason } from '../reason.ts'
import { guarded, isOwn } from './operators.ts'
import type { World } from './reading.ts'
import type { Atom, AtomBook, Sides } from './shape.ts'

/** Finds the sides of atoms for one run over one launch, each once. Never throws: what breaks is a fault of its atom. */
export class Desk {
  readonly #world: World
  readonly #books: readonly AtomBook[]
  readonly #found = new Map<Atom, Sides | Reason>()

  constructor(world: World, books: readonly AtomBook[]) {
    this.#world = world
    this.#books = books
  }

  /** The sides of an atom, or why there are none. */
  sides(atom: Atom): Sides | Reason {
    const known = this.#found.get(atom)
    if (known !== undefined) return known
    const sides = guarded(() => atom.resolve({ world: this.#world }))
    this.#found.set(atom, sides)
    return sides
  }

  /** What the library finds under the path of a side, which it takes for the name of a fact; undefined where nothing is usable. Operators of our own are handed both sides. */
  valueAt(path: string): unknown {
    const atom = this.#atomAt(path)
    const sides = atom && this.sides(atom)
    if (atom === undefined || sides === undefined || typeof sides === 'string') return undefined
    if (path !== atom.path) return sides.right
    return isOwn(atom.operator) ? sides : sides.left
  }

  #atomAt(path: string): Atom | undefined {
    for (const book of this.#books) {
      const atom = book.at(path)
      if (atom) return atom
    }
    return undefined
  }
}
