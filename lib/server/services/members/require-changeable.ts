import type { Member } from '#lib/domain/access/account.ts'
import type { Role } from '#lib/domain/access/role.ts'
import { AppError } from '#lib/domain/errors.ts'

type Change = { userId: string; /** Null where the member goes. */ role: Role | null }

/**
 * The member that is to be changed. Throws for the owner, whose access hangs on no membership, and for a change
 * that leaves a project without an admin: with an owner there always is one.
 */
export function requireChangeable(members: readonly Member[], { userId, role }: Change): Member {
  const member = members.find((each) => each.userId === userId)
  if (member === undefined) {
    throw new AppError('not_found', 'This person is not a member of the project, or is no longer.')
  }
  if (member.isOwner) {
    throw new AppError('conflict', 'The owner of the installation is admin of every project and stays it.')
  }
  const hasOtherAdmin = members.some((each) => each.role === 'admin' && each.userId !== userId)
  if (member.role === 'admin' && role !== 'admin' && !hasOtherAdmin) {
    throw new AppError('conflict', 'This is the last admin of the project: make somebody else an admin first.')
  }
  return member
}
