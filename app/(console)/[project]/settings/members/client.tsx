'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useNow } from '#components/layout/use-now.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { InvitationTable } from '#components/access/members/invitation-table.tsx'
import { InviteDialog } from '#components/access/members/invite-dialog.tsx'
import { MemberTable } from '#components/access/members/member-table.tsx'
import { useMemberUpdates } from '#components/access/members/use-member-updates.tsx'
import { Button } from '#components/ui/button.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { meQueries } from '#lib/api/me.ts'
import { invitationCreation, invitationWithdrawal, memberQueries } from '#lib/api/members.ts'
import { roleMay } from '#lib/domain/access/can.ts'

const tickMs = 30_000

/** Who may open the project, and who was asked to. */
export function MembersClient({ project }: { project: string }) {
  const [inviting, setInviting] = useState(false)
  const nowMs = useNow(tickMs)
  const me = useQuery(meQueries.me())
  const members = useQuery(memberQueries.list(project))
  const invitations = useQuery(memberQueries.invitations(project))
  const creation = useMutation(invitationCreation(project))
  const withdrawal = useMutation({
    ...invitationWithdrawal(project),
    onError: ({ message }) => toast.error(message),
  })
  const selfId = me.data?.person?.userId ?? null
  const updates = useMemberUpdates(project, selfId)
  const role = me.data?.projects.find((each) => each.project === project)?.role
  const mayChange = role !== undefined && roleMay(role, 'member:write')
  const invite = () => setInviting(true)
  useShortcuts('Members', mayChange ? [{ keys: ['i'], label: 'Invite somebody', run: invite }] : [])
  const failed = members.error ?? invitations.error

  return (
    <>
      <TopBar
        title="Members"
        actions={
          mayChange ? (
            <Button variant="primary" onClick={invite}>
              <UserPlus /> Invite
            </Button>
          ) : null
        }
      />
      {members.data && invitations.data ? (
        <ScrollArea label="Members" className="flex-1 pb-4">
          <MemberTable
            members={members.data.items}
            selfId={selfId}
            mayChange={mayChange}
            busy={updates.busy}
            nowMs={nowMs}
            onRole={updates.changeRole}
            onRemove={updates.remove}
          />
          <InvitationTable
            invitations={invitations.data.items}
            mayChange={mayChange}
            busy={withdrawal.isPending}
            nowMs={nowMs}
            onWithdraw={(invitationId) => withdrawal.mutate(invitationId)}
          />
        </ScrollArea>
      ) : failed ? (
        <ListError
          what="Members"
          error={failed}
          onRetry={() => void Promise.all([members.refetch(), invitations.refetch()])}
        />
      ) : (
        <div className="grid gap-2 p-3">
          <Skeleton className="h-7" />
          <Skeleton className="h-7" />
        </div>
      )}
      {updates.dialog}
      <InviteDialog
        open={inviting}
        onOpenChange={(open) => {
          if (!open) creation.reset()
          setInviting(open)
        }}
        made={creation.data ?? null}
        busy={creation.isPending}
        error={creation.error?.message ?? null}
        onInvite={(input) => creation.mutate(input)}
        onAnother={() => creation.reset()}
      />
    </>
  )
}
