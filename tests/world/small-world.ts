import { memorySource } from '../../src/world/memory.ts'
import { loadWorld, type World, type WorldArgs, type WorldInput } from '../../src/world/world.ts'

export type Files = Readonly<Record<string, string>>

export const source = (files: Files): WorldInput['head'] => memorySource(new Map(Object.entries(files)))

export function worldOf(files: Files, args: WorldArgs = {}, outside: Files = {}): Promise<World> {
  const head = source(files)
  return loadWorld({ trusted: head, head, outside: { ...source(outside), ...outsideOf(outside) }, args })
}

export function outsideOf(files: Files): WorldInput['head'] {
  return {
    list: async (path) => Object.keys(files).filter((file) => file === path || file.startsWith(`${path}/`)),
    read: async (path) => {
      const text = files[path]
      return text === undefined ? { ok: false, problem: 'not-found' } : { ok: true, bytes: new TextEncoder().encode(text) }
    },
  }
}

export const codesOf = (items: readonly { readonly code: string }[]): string[] => items.map((item) => item.code)
export const judged = (world: World): string[] => world.launches.filter((item) => item.launch).map((item) => item.name)
export const config = (lines: string): string => `apiVersion: onlyif/v1\nkind: Config\n${lines}\n`
export const stdin = (text: string) => async (): Promise<Uint8Array> => new TextEncoder().encode(text)
