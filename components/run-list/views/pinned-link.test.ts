import { expect, it } from 'vitest'
import { pinnedLink } from './pinned-link.ts'

const nowMs = Date.UTC(2026, 10, 21, 12)

it.each([
  ['?from=-1h&tenant=acme', '?from=2026-11-21T11%3A00%3A00.000Z&tenant=acme&to=2026-11-21T12%3A00%3A00.000Z'],
  ['', '?to=2026-11-21T12%3A00%3A00.000Z'],
  ['?from=2026-11-01&to=2026-11-02', '?from=2026-11-01&to=2026-11-02'],
])('the link %s is pinned to %s', (search, pinned) =>
  expect(new URL(pinnedLink(`http://localhost:3000/default/runs${search}`, nowMs)).search).toBe(pinned),
)
