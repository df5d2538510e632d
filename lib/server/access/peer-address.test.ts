import { describe, expect, it } from 'vitest'
import { senderOf } from './peer-address.ts'

const proxy = '10.0.0.1'
const peer = '192.0.2.7'

describe('senderOf', () => {
  it.each([
    ['198.51.100.1'],
    ['198.51.100.1, 203.0.113.9'],
    [['198.51.100.1', '203.0.113.9']],
    [peer],
    [''],
    [undefined],
  ])('believes %j of nobody where no proxy is trusted', (forwardedFor) => {
    expect(senderOf(peer, forwardedFor, [])).toBe(peer)
  })

  it('believes a trusted proxy what it has seen itself, and nothing before that', () => {
    expect(senderOf(proxy, '198.51.100.1', [proxy])).toBe('198.51.100.1')
    expect(senderOf(proxy, 'made up, 203.0.113.9, 198.51.100.1', [proxy])).toBe('198.51.100.1')
    expect(senderOf(proxy, ['made up', '198.51.100.1'], [proxy])).toBe('198.51.100.1')
    expect(senderOf(peer, '198.51.100.1', [proxy])).toBe(peer)
  })

  it('goes on through a chain of trusted ones, to its own end where all are', () => {
    expect(senderOf(proxy, '198.51.100.1, 10.0.0.2', [proxy, '10.0.0.2'])).toBe('198.51.100.1')
    expect(senderOf(proxy, '10.0.0.2', [proxy, '10.0.0.2'])).toBe(proxy)
    expect(senderOf(proxy, undefined, [proxy])).toBe(proxy)
  })

  it.each([
    ['198.51.100.1:40123', '198.51.100.1'],
    ['::ffff:198.51.100.1', '198.51.100.1'],
    ['[2001:db8::1]:40123', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('takes %s for %s', (written, address) => {
    expect(senderOf(proxy, written, [proxy])).toBe(address)
    expect(senderOf('::ffff:10.0.0.1', written, [proxy])).toBe(address)
  })
})
