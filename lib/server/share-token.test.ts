import { describe, expect, it } from 'vitest'
import { isSigned, readShare, ShareToken, signShare } from './share-token.ts'

const claim = { project: 'shop', runId: 'ab12', shareId: '0'.repeat(32), expiresAt: 1_800_000_000, secretVersion: 1 }
const token = signShare(claim, 'secret')
const [payload = '', signature = ''] = token.split('.')

describe('a token of a shared link', () => {
  it('says what was signed', () => {
    expect(ShareToken.parse(token)).toBe(token)
    expect(readShare(token)).toEqual(claim)
    expect(isSigned(token, 'secret')).toBe(true)
  })

  it('is not signed by another secret', () => expect(isSigned(token, 'other')).toBe(false))

  it('is not signed when a single character differs', () => {
    for (let place = 0; place < token.length; place += 1) {
      const changed = `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`
      expect(isSigned(changed, 'secret')).toBe(false)
    }
  })

  it('of another run cannot borrow the signature', () => {
    const [other = ''] = signShare({ ...claim, runId: 'cd34' }, 'x').split('.')
    expect(isSigned(`${other}.${signature}`, 'secret')).toBe(false)
  })

  it.each([
    '',
    '.',
    payload,
    `${payload}.`,
    `.${signature}`,
    `${payload}.${signature}x`,
    `../${token}`,
    `${token}/..`,
    `${payload}%2e${signature}`,
  ])('%j is none', (text) => expect(ShareToken.safeParse(text).success).toBe(false))

  it.each([['[]'], ['{"project":"shop"}'], ['[1,"../x","ab","0",1,1]'], ['not json']])('%s claims nothing', (text) =>
    expect(readShare(`${Buffer.from(text).toString('base64url')}.${signature}`)).toBeNull(),
  )
})
