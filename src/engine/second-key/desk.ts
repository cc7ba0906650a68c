import type { Reason } from '../reason.ts'
import { guarded, isOwn } from './operators.ts'
import type { World } from './reading.ts'
import { rightPath } from './rules.ts'
import type { Atom, Sides } from './shape.ts'

/** Finds the sides of atoms for one run over one launch, each once. Never throws: what breaks is a fault of its atom. */
export class Desk {
  readonly #world: World
  readonly #atoms: ReadonlyMap<string, Atom>
  readonly #found = new Map<Atom, Sides | Reason>()

  constructor(world: World, atoms: Iterable<readonly [string, Atom]>) {
    this.#world = world
    this.#atoms = new Map([...atoms].flatMap(([path, atom]) => [[path, atom] as const, [rightPath(path), atom] as const]))
  }

  /** The sides of an atom, or why there are none. */
  sides(atom: Atom): Sides | Reason {
    const known = this.#found.get(atom)
    if (known !== undefined) return known
    const sides = guarded(() => atom.resolve({ world: this.#world }))
    this.#found.set(atom, sides)
    return sides
  }

  /** What the library finds under a path; undefined where nothing is usable. Operators of our own are handed both sides. */
  valueAt(path: string): unknown {
    const atom = this.#atoms.get(path)
    const sides = atom && this.sides(atom)
    if (atom === undefined || sides === undefined || typeof sides === 'string') return undefined
    if (path !== atom.path) return sides.right
    return isOwn(atom.operator) ? sides : sides.left
  }
}
