import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rooms = new URL('../../src/', import.meta.url)
const described = readdirSync(rooms).filter((room) => existsSync(new URL(`${room}/README.md`, rooms)))

test.each(described)('what the page on %s names is there', (room) => {
  const page = readFileSync(new URL(`${room}/README.md`, rooms), 'utf8')
  const named = [...page.matchAll(/`([a-z0-9/-]+(?:\.tsx?|\/))`/g)].map(([, name = '']) => name)
  const places = [new URL(`${room}/`, rooms), rooms, new URL('../', rooms)]
  expect(named.filter((name) => !places.some((place) => existsSync(new URL(name, place))))).toEqual([])
})
