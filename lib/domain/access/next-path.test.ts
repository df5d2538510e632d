import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEntryPage, nextPath } from './next-path.ts'

describe('nextPath', () => {
  it.each([
    '/',
    '/default/runs',
    '/default/runs?from=now-7d&tool=a%2Fb',
    '/default/runs/0af7651916cd43dd8448eb211c80319c?span=1#end',
    '/profile',
    '/a/b/c',
    '/acme/sessions/caf%C3%A9',
  ])('keeps %s', (text) => {
    expect(nextPath(text)).toBe(text)
  })

  it.each([
    ['another host', '//evil.example'],
    ['another host behind a backslash', '/\\evil.example'],
    ['two backslashes', '\\\\evil.example'],
    ['a backslash further on', '/a\\..\\\\evil.example'],
    ['three slashes', '///evil.example'],
    ['a dot that vanishes', '/.//evil.example'],
    ['two dots that vanish', '/a/..//evil.example'],
    ['encoded dots that vanish', '/%2e//evil.example'],
    ['a scheme', 'https://evil.example/'],
    ['a scheme that runs', 'javascript:alert(1)'],
    ['a scheme without slashes', 'https:evil.example'],
    ['data', 'data:text/html,hello'],
    ['a tab, which browsers drop', '/\t/evil.example'],
    ['a line feed', '/\n/evil.example'],
    ['a carriage return', '/a\r\nset-cookie: x=y'],
    ['a NUL', '/\0/evil.example'],
    ['a control character of the second block', '/\u0085/evil.example'],
    ['a line separator', '/\u2028/evil.example'],
    ['a space before', ' //evil.example'],
    ['a relative path', 'default/runs'],
    ['nothing', ''],
    ['nothing at all', null],
    ['a page that sends here', '/sign-in?next=/sign-in'],
    ['the page of who was signed out', '/expired'],
    ['a dotted way to it', '/a/../sign-in'],
    ['an address for programs', '/api/v1/me'],
    ['far too much', `/${'a'.repeat(2_000)}`],
  ])('leads home in place of %s', (_what, text) => {
    expect(nextPath(text)).toBe('/')
  })

  it('never leaves this server, whatever is written', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2f',
      '%5c',
      '@',
      ':',
      'evil.example',
      '\t',
      '\n',
      ' ',
      '?',
      '#',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
    )
    const here = new URL('https://tachograph.example:8443/sign-in')
    const staysHere = (written: string): boolean => {
      const next = nextPath(written)
      const once = new URL(next, here)
      const twice = new URL(once.pathname, here)
      // What was let through once is let through unchanged.
      return once.origin === here.origin && twice.origin === here.origin && nextPath(next) === next
    }
    fc.assert(fc.property(text, staysHere), { numRuns: 300 })
  })
})

describe('isEntryPage', () => {
  it.each([
    ['/sign-in', true],
    ['/invite', true],
    ['/sign-in-report', false],
    ['/default/runs', false],
    ['/', false],
  ])('%s: %s', (pathname, expected) => {
    expect(isEntryPage(pathname)).toBe(expected)
  })
})
