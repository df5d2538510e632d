import { describe, expect, it } from 'vitest'
import { cookieOf, setCookie, signInCookie } from './cookies.ts'

const tls = { TACHO_PUBLIC_URL: 'https://tacho.example.com' }
const plain = { TACHO_PUBLIC_URL: undefined }

describe('cookies', () => {
  it('are of this host alone where there is TLS', () => {
    expect(signInCookie(tls)).toBe('__Host-tacho')
    expect(setCookie(signInCookie(tls), 'v', tls)).toBe(
      '__Host-tacho=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure',
    )
    expect(setCookie(signInCookie(plain), '', plain)).toBe('tacho=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
  })

  it.each([
    [null, null],
    ['', null],
    ['tacho=a', 'a'],
    ['x=1; tacho=a; y=2', 'a'],
    ['tacho=a; tacho=b', null],
    ['__Host-tacho=a', null],
    ['tachox=a', null],
    ['tacho=', null],
  ])('of %j the value is %j', (header, value) => {
    expect(cookieOf(header, 'tacho')).toBe(value)
  })
})
