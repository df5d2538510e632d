import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { RunView, RunViewList } from '#lib/domain/run-view.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { getBody, writeApi } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const project of ['crud', 'race', 'refusals', 'other']) {
    await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  }
})

afterAll(() => store.stop())

const errorsView = {
  name: 'Errors of acme',
  filter: { tenant: ['acme'], endReason: ['error'], sort: 'costUsd', from: '-7d' },
  columns: { shown: ['end', 'run', 'cost'], widths: { cost: 120 } },
} as const

async function create(project: string, input: unknown): Promise<RunView> {
  const response = await writeApi('POST', `/${project}/views`, input)
  expect(response.status).toBe(200)
  return RunView.parse(await response.json())
}

const listOf = async (project: string) => (await getBody(`/${project}/views`, RunViewList)).items

describe('saved views', () => {
  test('are created, changed, deleted and brought back, each with its next version', async () => {
    const created = await create('crud', errorsView)
    expect(created).toMatchObject({ ...errorsView, version: 1, changedBy: 'local' })
    expect(await listOf('crud')).toEqual([created])

    const path = `/crud/views/${created.viewId}`
    const renamed = await writeApi('PUT', path, {
      ...errorsView,
      name: ' Failures ',
      columns: null,
      expectedVersion: 1,
    })
    const second = RunView.parse(await renamed.json())
    expect(second).toMatchObject({ viewId: created.viewId, name: 'Failures', columns: null, version: 2 })

    const deleted = RunView.parse(await (await writeApi('DELETE', path, { expectedVersion: 2 })).json())
    expect(deleted).toMatchObject({ name: 'Failures', version: 3 })
    expect(await listOf('crud')).toEqual([])
    expect((await writeApi('DELETE', path, { expectedVersion: 3 })).status).toBe(404)

    const { name, filter, columns } = deleted
    await writeApi('PUT', path, { name, filter, columns, expectedVersion: deleted.version })
    expect(await listOf('crud')).toMatchObject([{ viewId: created.viewId, name: 'Failures', version: 4 }])
  })

  test('stay in their project', async () => {
    const { viewId } = await create('crud', { ...errorsView, name: 'mine' })
    expect(await listOf('other')).toEqual([])
    const change = await writeApi('PUT', `/other/views/${viewId}`, { ...errorsView, expectedVersion: 1 })
    expect(change.status).toBe(404)
  })

  test('of two changes from the same version one wins, the other is told', async () => {
    const { viewId } = await create('race', errorsView)
    const names = Array.from({ length: 6 }, (_, index) => `change ${index}`)
    const answers = await Promise.all(
      names.map((name) => writeApi('PUT', `/race/views/${viewId}`, { ...errorsView, name, expectedVersion: 1 })),
    )
    expect(answers.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(5)
    const winner = answers.findIndex(({ status }) => status === 200)
    expect(await listOf('race')).toMatchObject([{ name: names[winner], version: 2 }])
  })

  test('are listed by name, in the order in which people count', async () => {
    for (const name of ['view 10', 'View 2', 'a view']) await create('other', { ...errorsView, name })
    expect((await listOf('other')).map(({ name }) => name)).toEqual(['a view', 'View 2', 'view 10'])
  })
})

describe('a change is refused', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    writeApi('POST', '/refusals/views', body, headers)

  test.each([
    ['from a page of another site', errorsView, { origin: 'https://evil.example' }, 403],
    ['as a form sends it', errorsView, { 'content-type': 'text/plain' }, 400],
    ['without a name', { ...errorsView, name: '  ' }, {}, 400],
    ['with a filter that is none', { ...errorsView, filter: { minSteps: 'many' } }, {}, 400],
    ['when it is too long', { ...errorsView, filter: { q: 'x'.repeat(300_000) } }, {}, 413],
  ])('%s', async (_, body, headers, status) => {
    expect((await post(body, headers)).status).toBe(status)
    expect(await listOf('refusals')).toEqual([])
  })

  test('by a key that only reads; an admin key is named in the history', async () => {
    const keyOf = (kind: 'read' | 'admin') =>
      createKey(store.database, {
        project: 'refusals',
        kind,
        name: kind,
        tenant: null,
        expiresAt: null,
        actor: 'test',
        now: new Date(),
      })
    const [reader, admin] = [await keyOf('read'), await keyOf('admin')]
    expect((await post(errorsView, { authorization: `Bearer ${reader.secret}` })).status).toBe(403)
    const accepted = await post(errorsView, { authorization: `Bearer ${admin.secret}` })
    expect(RunView.parse(await accepted.json()).changedBy).toBe(`key:${admin.key.keyId}`)
  })
})
