import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchOverdue } from './watch-overdue.ts'

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'

  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

const afterMs = 13_000
let page: Page
let seen: string[]
const watch = () =>
  watchOverdue({ afterMs, onOverdue: () => seen.push('overdue'), onView: () => seen.push('view'), page })

beforeEach(() => {
  vi.useFakeTimers()
  page = new Page()
  seen = []
})
afterEach(() => void vi.useRealTimers())

test('an answer is overdue after its time, once', () => {
  watch()
  vi.advanceTimersByTime(afterMs - 1)
  expect(seen).toEqual([])
  vi.advanceTimersByTime(60_000)
  expect(seen).toEqual(['overdue'])
})

test('an answer in time ends the watch', () => {
  const end = watch()
  vi.advanceTimersByTime(afterMs - 1)
  end()
  page.turn('hidden')
  page.turn('visible')
  vi.advanceTimersByTime(60_000)
  expect(seen).toEqual([])
})

test('nothing is overdue on a page that nobody sees; seen again, the time begins anew', () => {
  watch()
  vi.advanceTimersByTime(afterMs - 1)
  page.turn('hidden')
  vi.advanceTimersByTime(3_600_000)
  expect(seen).toEqual([])
  page.turn('visible')
  vi.advanceTimersByTime(afterMs - 1)
  expect(seen).toEqual(['view'])
  vi.advanceTimersByTime(1)
  expect(seen).toEqual(['view', 'overdue'])
})
