import { expect, it } from 'vitest'
import { pagesInView } from './pages-in-view.ts'

const pages = [50, 50, 20].map((length) => ({ items: Array.from({ length }) }))

it.each([
  [0, 30, []],
  [40, 60, [1]],
  [90, 110, [1, 2]],
  [100, 119, [2]],
])('rows %i to %i', (first, last, expected) => expect(pagesInView(pages, { first, last })).toEqual(expected))
