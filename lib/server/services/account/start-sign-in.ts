import type { Access } from '#lib/server/access/access.ts'
import type { Device } from '#lib/server/access/sign-ins.ts'
import type { User } from '#lib/server/access/users.ts'

/** What the browser keeps: its token, and the mark by which it is told from strangers. */
export type StartedSignIn = { userId: string; token: string; deviceMark: string }

export async function startSignIn({ signIns, marks }: Access, user: User, device: Device): Promise<StartedSignIn> {
  const { token } = await signIns.start(user.userId, device)
  return { userId: user.userId, token, deviceMark: await marks.make(user.email) }
}
