import { describe, expect, it } from 'vitest'
import { navItems } from './nav-items.ts'
import { pageInProject } from './page-in-project.ts'

const move = (pathname: string, items = navItems) => pageInProject({ pathname, from: 'a', to: 'b', items })

describe('pageInProject', () => {
  it.each([
    ['/a/runs', '/b/runs'],
    ['/a/runs/0123456789abcdef', '/b/runs'],
    ['/a/sessions/some%20session', '/b/sessions'],
    ['/a/ingest-health', '/b/ingest-health'],
    ['/a/settings/members', '/b/settings/members'],
    ['/a/settings/history', '/b/settings/history'],
    ['/a/runs-of-mine', '/b/runs'],
    ['/projects', '/b/runs'],
    ['/api/docs', '/b/runs'],
  ])('keeps the kind of %s', (pathname, expected) => {
    expect(move(pathname)).toBe(expected)
  })

  it('opens the runs where the page may not be opened', () => {
    const open = navItems.filter(({ action }) => action === undefined)
    expect(move('/a/settings/members', open)).toBe('/b/runs')
  })
})
