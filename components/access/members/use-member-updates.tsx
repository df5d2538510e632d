'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { toast } from '#components/ui/toaster.tsx'
import { memberChange, type MemberUpdate } from '#lib/api/members.ts'
import type { Member } from '#lib/domain/access/account.ts'
import type { Role } from '#lib/domain/access/role.ts'
import { paths } from '#lib/paths.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { roleLabel } from '../role-texts.ts'

/** What waits for a yes: somebody goes (role null), or takes rights from themselves. */
type Asked = { member: Member; role: Role | null }

type MemberUpdates = {
  busy: boolean
  changeRole: (member: Member, role: Role) => void
  remove: (member: Member) => void
  /** The question, where there is one. */
  dialog: ReactNode
}

/** Changes of members, with a question before those that somebody may regret. */
export function useMemberUpdates(project: string, selfId: string | null): MemberUpdates {
  const router = useRouter()
  const [asked, setAsked] = useState<Asked | null>(null)
  const change = useMutation({ ...memberChange(project), onError: ({ message }) => toast.error(message) })
  const isSelf = ({ userId }: Member) => userId === selfId

  function update({ member, role }: Asked) {
    change.mutate(updateOf(member, role), {
      onSuccess: () => {
        if (isSelf(member)) router.push(role === null ? paths.projects() : paths.runs(project))
      },
      onSettled: () => setAsked(null),
    })
  }

  return {
    busy: change.isPending,
    changeRole: (member, role) => (isSelf(member) ? setAsked({ member, role }) : update({ member, role })),
    remove: (member) => setAsked({ member, role: null }),
    dialog:
      asked === null ? null : (
        <ConfirmDialog
          open
          title={questionOf(asked, isSelf(asked.member))}
          action={asked.role === null ? 'Remove' : 'Change my role'}
          busy={change.isPending}
          onConfirm={() => update(asked)}
          onCancel={() => setAsked(null)}
        >
          <Consequences asked={asked} isSelf={isSelf(asked.member)} />
        </ConfirmDialog>
      ),
  }
}

function updateOf({ userId, version: expectedVersion }: Member, role: Role | null): MemberUpdate {
  return role === null
    ? { type: 'remove', userId, input: { expectedVersion } }
    : { type: 'change', userId, input: { role, expectedVersion } }
}

function questionOf({ member, role }: Asked, isSelf: boolean): string {
  if (role !== null) return `Become ${roleLabel(role).toLowerCase()} of this project?`
  return isSelf ? 'Leave this project?' : `Remove ${member.name || member.email}?`
}

function Consequences({ asked: { role, member }, isSelf }: { asked: Asked; isSelf: boolean }) {
  if (role !== null) return <p>You can no longer manage members and keys. Another admin can give the role back.</p>
  const who = isSelf ? 'You' : member.name || member.email
  return (
    <>
      <p>
        {who} {isSelf ? 'lose' : 'loses'} access to this project within five seconds, in every tab.
      </p>
      <p>Open invitations that {isSelf ? 'you' : 'they'} sent are withdrawn. Keys of the project stay as they are.</p>
    </>
  )
}
