import { mkdir, writeFile } from 'node:fs/promises'
import { pageOf } from '../src/web/page-of.tsx'
import { serve, startBrowser, visit } from '../tests/web/browser.ts'
import { seededYear } from '../tests/web/seeded-year.ts'
import { smallPng } from './small-png.ts'

// Run: npx tsx tools/screenshots.ts
// Pictures of each view for the guide, from the year of launches that the tests in a browser look at: the same in every run.
const folder = new URL('../docs/images/', import.meta.url)
const around = seededYear(32)
const todays = [...new Map(around.decisions.map((decision) => [decision.launch.id, decision])).values()]
const told = todays.find(
  ({ blocked, launch, counts }) =>
    blocked && launch.date !== undefined && launch.launchedOn === undefined && launch.withdrawnOn === undefined && counts.blocking.met > 5,
)
const pictures: Readonly<Record<string, string>> = {
  'customer-room': '/',
  register: '/register',
  launch: `/launches/${told?.launch.id}`,
  'gate-pack': `/launches/${told?.launch.id}/pack`,
  'hand-offs': '/hand-offs',
  waivers: '/waivers',
  changes: '/changes?since=30',
  commitments: '/commitments',
  'keeping-alive': '/keeping-alive',
  week: '/digest',
  decision: `/decisions/${told?.digest}`,
  playground: '/playground',
}

const site = await serve(({ pathname, searchParams }) => pageOf({ path: pathname, query: searchParams }, around))
const browser = await startBrowser()
await mkdir(folder, { recursive: true })
for (const [name, path] of Object.entries(pictures)) {
  const { page, complaints, close } = await visit(browser, { width: 1200, height: 800 })
  // The clock of the page, where it has one, stands where the year ends.
  await page.clock.setFixedTime(around.now)
  await page.goto(`${site.address}${path}`)
  if (name === 'playground') await page.locator('.cm-said').first().waitFor()
  const picture = smallPng(await page.screenshot({ animations: 'disabled' }))
  await writeFile(new URL(`${name}.png`, folder), picture)
  process.stdout.write(
    `docs/images/${name}.png: ${Math.round(picture.length / 1000)} kB${complaints.length > 0 ? `; ${complaints.join('; ')}` : ''}\n`,
  )
  await close()
}
await browser.close()
await site.close()
