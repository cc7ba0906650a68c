// What the doors of the library share with the command: the parts that are bundled.
import { partsIn } from './parts.ts'

export const loadPart = partsIn(__dirname)
