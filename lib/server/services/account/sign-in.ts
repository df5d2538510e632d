import { AppError } from '#lib/domain/errors.ts'
import type { Access } from '#lib/server/access/access.ts'
import { isPassword } from '#lib/server/access/password.ts'
import type { Device } from '#lib/server/access/sign-ins.ts'
import { findUserByEmail } from '#lib/server/access/users.ts'
import { startSignIn, type StartedSignIn } from './start-sign-in.ts'

type SignIn = {
  input: { email: string; password: string }
  device: Device
  /** What the browser has kept of an earlier sign-in. */
  deviceMark: string | null
}

/** An unknown address and a wrong password are answered alike, and take as long. */
export async function signIn(access: Access, { input, device, deviceMark }: SignIn): Promise<StartedSignIn> {
  const { email, password } = input
  await access.limits.take({ address: device.address, account: email, device: deviceMark })
  const user = await findUserByEmail(access.db, email)
  if (!(await isPassword(password, user?.body.passwordHash ?? null)) || user === null) {
    throw new AppError('unauthorized', 'E-mail or password is wrong.')
  }
  return startSignIn(access, user.body, device)
}
