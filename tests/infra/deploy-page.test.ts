import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { alarmNames } from './alarms.ts'
import { exampleSite, launchSite, lockedSite } from './example-site.ts'
import { resourcesOf, templatesOf, widgetTemplateOf } from './templates.ts'

const deploying = pageOf('deploy')
const locked = templatesOf(lockedSite())

function pageOf(name: string): string {
  return readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8')
}

/** The names in the first column of the table of alarms. */
function alarmsInGuide(): readonly string[] {
  const rows = deploying.slice(deploying.indexOf('## When an alarm rings')).matchAll(/^\| (`.*?) \|/gm)
  return [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
}

it('the guide says of each alarm what to look at, and of none that there is not', () => {
  const rung = new Set([locked.broker, locked.widget, widgetTemplateOf(launchSite())].flatMap(alarmNames))
  expect([...new Set(alarmsInGuide())].sort()).toEqual([...rung].sort())
}, 240_000)

it('the guide counts the alarms that cost something by the month', () => {
  const open = templatesOf(exampleSite())
  const count = [open.broker, open.widget].flatMap(alarmNames).length
  const ofLocked = [locked.broker, locked.widget].flatMap(alarmNames).length
  expect(pageOf('scale')).toContain(`${count} alarms (${ofLocked} with mutual TLS)`)
}, 240_000)

it('the guide says which key does not outlive its stack', () => {
  const keys = resourcesOf(locked.broker, 'AWS::KMS::Key')
  const gone = keys.flatMap(([id, { DeletionPolicy }]) => (DeletionPolicy === 'Retain' ? [] : [id]))
  expect(gone).toEqual([expect.stringMatching(/^CallTokenKey/)])
  expect(deploying).toContain('the key that call tokens are drawn from goes with it')
})

it('the guide names each log that a deployment keeps', () => {
  const logging = pageOf('logging')
  const groups = [locked.broker, locked.widget].flatMap((template) => resourcesOf(template, 'AWS::Logs::LogGroup'))
  const names = groups.map(([, { Properties }]) => String(Properties['LogGroupName']).replace('lakeside', 'ID'))
  expect(names).toHaveLength(4)
  expect(names.filter((name) => !logging.includes(`\`${name}\``))).toEqual([])
  expect(logging).toContain('`WidgetAccess`')
  expect(logging).toContain('400 days')
})
