import { z } from 'zod'
import { Invitation, Member } from '#lib/domain/access/account.ts'
import {
  InvitationInput,
  InvitationList,
  MemberChange,
  MemberList,
  MemberRemoval,
  NewInvitation,
} from '#lib/domain/access/member-input.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

const ofMember = ofProject.extend({ userId: z.uuid().describe('Id of a person.') })
const ofInvitation = ofProject.extend({
  invitationId: z
    .string()
    .regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits')
    .describe('Id of an invitation.'),
})

/** Who may open a project, and who was asked to. */
export const memberEndpoints = {
  listMembers: {
    access: 'member:read',
    path: '/api/v1/projects/{project}/members',
    summary: 'Who may open the project, the owner of the installation included',
    params: ofProject,
    query: noQuery,
    response: MemberList,
  },
  changeMember: {
    access: 'member:write',
    method: 'PUT',
    path: '/api/v1/projects/{project}/members/{userId}',
    summary: 'Gives a member another role; 409 when somebody else was faster, or for the last admin',
    params: ofMember,
    query: noQuery,
    body: MemberChange,
    response: Member,
  },
  removeMember: {
    access: 'member:write',
    method: 'DELETE',
    path: '/api/v1/projects/{project}/members/{userId}',
    summary: 'Takes a member’s access away, and withdraws the invitations that this member sent',
    params: ofMember,
    query: noQuery,
    body: MemberRemoval,
    response: Member,
  },
  listInvitations: {
    access: 'member:read',
    path: '/api/v1/projects/{project}/invitations',
    summary: 'Invitations that can still be used, without what opens them',
    params: ofProject,
    query: noQuery,
    response: InvitationList,
  },
  createInvitation: {
    access: 'member:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/invitations',
    summary: 'Makes a link by which one person joins the project within a week; its token is shown this once',
    params: ofProject,
    query: noQuery,
    body: InvitationInput,
    response: NewInvitation,
  },
  withdrawInvitation: {
    access: 'member:write',
    method: 'DELETE',
    path: '/api/v1/projects/{project}/invitations/{invitationId}',
    summary: 'Closes an invitation that nobody has used',
    params: ofInvitation,
    query: noQuery,
    response: Invitation,
  },
} as const satisfies Record<string, Endpoint>
