import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const rooms = readdirSync(new URL('src/', root), { withFileTypes: true }).flatMap((item) =>
  item.isDirectory() ? [`src/${item.name}`] : [],
)
const described = [...rooms, 'action']

test.each(described)('what the page on %s names is there', (room) => {
  const page = readFileSync(new URL(`${room}/README.md`, root), 'utf8')
  const named = [...page.matchAll(/`([a-z0-9/-]+(?:\.tsx?|\/))`/g)].map(([, name = '']) => name)
  const places = [new URL(`${room}/`, root), new URL('src/', root), root]
  expect(named.filter((name) => !places.some((place) => existsSync(new URL(name, place))))).toEqual([])
})
