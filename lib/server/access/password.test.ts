import { describe, expect, it } from 'vitest'
import { hashPassword, isPassword, requireGoodPassword } from './password.ts'

describe('requireGoodPassword', () => {
  it.each([
    ['short', '10 characters'],
    ['x'.repeat(201), '200 characters at most'],
    ['aaaaaaaaaaaa', 'list of guesses'],
    ['password1234', 'list of guesses'],
    ['1234567890', 'list of guesses'],
    ['Ada@Example.com', 'e-mail address'],
  ])('refuses %s', async (password, reason) => {
    await expect(requireGoodPassword(password, 'ada@example.com')).rejects.toThrow(reason)
  })

  it.each(['correct horse battery', 'съешь ещё этих', '退款退款申请我要退款吗？', 'ab cd ef gh ij'])(
    'takes %s',
    async (password) => {
      await expect(requireGoodPassword(password, 'ada@example.com')).resolves.toBeUndefined()
    },
  )
})

describe('a hashed password', () => {
  it('is argon2id, opens with the password alone, and with nobody there is nothing to open', async () => {
    const hashed = await hashPassword('correct horse battery')
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hashPassword('correct horse battery')).not.toBe(hashed)
    expect(await isPassword('correct horse battery', hashed)).toBe(true)
    expect(await isPassword('correct horse batterz', hashed)).toBe(false)
    expect(await isPassword('no password has this hash', null)).toBe(false)
  })

  it('is the same for the same characters written otherwise', async () => {
    const hashed = await hashPassword('Caf\u00e9 au lait, please')
    expect(await isPassword('Cafe\u0301 au lait, please', hashed)).toBe(true)
  })
})
