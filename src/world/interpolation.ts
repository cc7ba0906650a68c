import { isNotProvided } from '../model/fields.ts'
import { baseOf, folderOf } from '../model/file-path.ts'
import { follow } from '../model/pointer.ts'
import type { SourceNode } from '../source/node.ts'

/** What a template of a mapping may speak of: the file of a launch, and the part of it that is the launch. */
export interface Surroundings {
  readonly file: string
  readonly root: SourceNode
}

/** A template filled in, or why it cannot be: lower case, user text in backticks. */
export type Filled = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

const placeholder = /\{(folder|file|\/[^{}]*)\}/g
const segmentShape = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/

/** Whether a text holds a part to be filled in. */
export function isTemplate(text: string): boolean {
  return text.search(placeholder) !== -1
}

/** Parts in braces that mean nothing: mistyped names. */
export function unknownParts(text: string): string[] {
  return [...text.replaceAll(placeholder, '').matchAll(/\{([A-Za-z]+)\}/g)].map((match) => match[1] ?? '')
}

/** A template with every part replaced by a plain word, to look at what surrounds the parts. */
export function withoutParts(text: string): string {
  return text.replaceAll(placeholder, 'x')
}

/** Fills in a file path or pointer: each part must be one plain path segment, so that it cannot lead elsewhere. */
export function fillSegments(template: string, around: Surroundings): Filled {
  return fill(template, around, (part, value) =>
    segmentShape.test(value) ? undefined : `\`${part}\` is \`${shown(value)}\`, which is not one plain segment of a path`,
  )
}

/** Fills in a text that people read: parts may be any text. */
export function fillText(template: string, around: Surroundings): Filled {
  return fill(template, around, () => undefined)
}

function fill(template: string, around: Surroundings, objection: (part: string, value: string) => string | undefined): Filled {
  let reason: string | undefined
  const text = template.replaceAll(placeholder, (part, name: string) => {
    const value = partOf(name, around)
    reason ??= value === undefined ? `\`${part}\` finds nothing in \`${around.file}\`` : objection(part, value)
    return value ?? ''
  })
  return reason === undefined ? { ok: true, text } : { ok: false, reason }
}

function partOf(name: string, around: Surroundings): string | undefined {
  if (name === 'folder') return baseOf(folderOf(around.file)) || undefined
  if (name === 'file') return baseOf(around.file).replace(/(?<=.)\.[^.]*$/, '')
  const node = follow(around.root, name)?.node
  return node?.kind === 'scalar' && !isNotProvided(node) ? node.text : undefined
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value
}
