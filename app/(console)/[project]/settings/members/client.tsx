'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useQueryState } from 'nuqs'
import { SettingsLoading } from '#components/access/settings-loading.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { openParam } from '#components/layout/open-param.ts'
import { useNow } from '#components/layout/use-now.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { InvitationTable } from '#components/access/members/invitation-table.tsx'
import { InviteDialog } from '#components/access/members/invite-dialog.tsx'
import { MemberTable } from '#components/access/members/member-table.tsx'
import { useMemberUpdates } from '#components/access/members/use-member-updates.tsx'
import { useMay } from '#components/access/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { meQueries } from '#lib/api/me.ts'
import { invitationCreation, invitationWithdrawal, memberQueries } from '#lib/api/members.ts'

const tickMs = 30_000

/** Who may open the project, and who was asked to. */
export function MembersClient({ project }: { project: string }) {
  const [inviting, setInviting] = useQueryState('invite', openParam)
  const may = useMay()
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
  const mayChange = may(project, 'member:write')
  const invite = () => void setInviting(true)
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
        <ScrollArea label="Members and invitations" className="flex-1 pb-4">
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
        <SettingsLoading what="members" />
      )}
      {updates.dialog}
      <InviteDialog
        open={inviting && mayChange}
        onOpenChange={(open) => {
          if (!open) creation.reset()
          void setInviting(open)
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
