import { z } from 'zod'
import { definePermissions, openToAll } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { roleCodes } from '#contract/role.ts'
import { Done, defineContract } from '#contract/route.ts'
import { plainText } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import { refusals as metricsRefusals } from '#domains/metrics/contract.ts'
import {
  boardPeriods,
  CampaignBoard,
  CentreBoard,
  DayGoal,
  Moved,
  movedSpans,
  OwnBoard,
  TeamBoard,
} from './board-shapes.ts'
import { Wall, Wallboard, WallboardForm, WallLink } from './wall-shapes.ts'

export const permissions = definePermissions('boards', {
  centre: {
    zh: '查看中心驾驶舱',
    en: "See the director's board",
    roles: ['director', 'campaignManager', 'supervisor', 'finance', 'administrator'],
  },
  campaign: {
    zh: '查看项目看板',
    en: "See a campaign's board",
    roles: roleCodes.filter((role) => role !== 'recruiter' && role !== 'agent'),
  },
  team: {
    zh: '查看班组看板',
    en: "See a team's board",
    roles: ['groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'trainer'],
  },
  own: { zh: '查看我的看板', en: 'See my own board', roles: ['agent', 'groupLeader'] },
  wall: {
    zh: '查看大屏',
    en: 'See wallboards',
    roles: roleCodes.filter((role) => role !== 'recruiter' && role !== 'finance'),
  },
  designWall: {
    zh: '设计大屏',
    en: 'Design wallboards',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'administrator'],
  },
  linkWall: {
    zh: '发放和撤销大屏链接',
    en: 'Give and revoke links to wallboards',
    roles: ['supervisor', 'campaignManager', 'director', 'administrator'],
  },
})

export const refusals = defineRefusals('boards', {
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  noSuchTeam: {
    status: 404,
    text: { zh: '没有这个班组，或不在您的管辖范围', en: 'No such team, or not within your reach' },
  },
  noSuchSite: {
    status: 404,
    text: { zh: '没有这个职场，或不在您的管辖范围', en: 'No such site, or not within your reach' },
  },
  noTeam: { status: 404, text: { zh: '您还没有班组', en: 'You have no team yet' } },
  notAnEmployee: {
    status: 409,
    text: {
      zh: '这个账号没有员工档案，没有自己的数据',
      en: 'This account belongs to no employee and has no figures of its own',
    },
  },
  goalIsEmpty: { status: 400, text: { zh: '请至少填写一项目标', en: 'Please set at least one goal' } },
  noSuchWallboard: { status: 404, text: { zh: '没有这块大屏', en: 'No such wallboard' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  widgetCount: {
    status: 400,
    text: { zh: '每页请放 {least}–{most} 个组件', en: 'Each page holds {least} to {most} widgets' },
  },
  outside: { status: 400, text: { zh: '有组件超出屏幕', en: 'A widget lies outside the screen' } },
  tooSmall: { status: 400, text: { zh: '有组件太小，远处看不清', en: 'A widget is too small to be read from afar' } },
  overlapping: { status: 400, text: { zh: '有组件互相重叠', en: 'Two widgets overlap' } },
  noSuchLink: { status: 404, text: { zh: '没有这个大屏链接', en: 'No such link' } },
  linkUnknown: {
    status: 404,
    text: {
      zh: '大屏链接无效或已撤销，请联系主管',
      en: 'This link is not valid or was revoked; please ask your supervisor',
    },
  },
  tooMany: {
    status: 429,
    text: { zh: '操作过于频繁，请一分钟后再试', en: 'Too many requests; please try again in a minute' },
  },
})

const WallboardId = z.object({ wallboardId: z.uuid() })
const layoutRefusals = [refusals.widgetCount, refusals.outside, refusals.tooSmall, refusals.overlapping]
const placeRefusals = [refusals.noSuchSite, refusals.noSuchTeam]

export const boardsContract = defineContract({
  getCentreBoard: {
    method: 'GET',
    path: '/boards/centre',
    title: { zh: '中心驾驶舱', en: "The director's board" },
    permission: permissions.centre,
    query: z.object({ period: z.enum(boardPeriods).default('today') }),
    reply: CentreBoard,
  },
  getMoved: {
    method: 'GET',
    path: '/boards/moved',
    title: { zh: '什么在变、由谁带来', en: 'What moved, and what brought it' },
    permission: permissions.centre,
    query: z.object({ span: z.enum(movedSpans).default('week') }),
    reply: z.object({ from: Day, to: Day, beforeFrom: Day, beforeTo: Day, moved: z.array(Moved) }),
  },
  getCampaignBoard: {
    method: 'GET',
    path: '/campaigns/{campaignId}/board',
    title: { zh: '项目看板', en: "A campaign's board" },
    permission: permissions.campaign,
    params: z.object({ campaignId: z.uuid() }),
    query: z.object({ from: Day, to: Day }),
    reply: CampaignBoard,
    refusals: [refusals.noSuchCampaign, metricsRefusals.periodBackwards, metricsRefusals.periodTooLong],
  },
  getTeamBoard: {
    method: 'GET',
    path: '/boards/team',
    title: { zh: '班组看板', en: "A team's board" },
    permission: permissions.team,
    query: z.object({ teamId: z.uuid().optional() }),
    reply: TeamBoard,
    refusals: [refusals.noSuchTeam, refusals.noTeam],
  },
  getOwnBoard: {
    method: 'GET',
    path: '/boards/own',
    title: { zh: '我的看板', en: 'My board' },
    permission: permissions.own,
    reply: OwnBoard,
    refusals: [refusals.notAnEmployee],
  },
  setOwnGoal: {
    method: 'PUT',
    path: '/boards/own/goal',
    title: { zh: '填写我的当日目标', en: 'Set my goal of the day' },
    permission: permissions.own,
    body: DayGoal,
    reply: Done,
    refusals: [refusals.notAnEmployee, refusals.goalIsEmpty],
  },
  dropOwnGoal: {
    method: 'DELETE',
    path: '/boards/own/goal',
    title: { zh: '取消我的当日目标', en: 'Take back my goal of the day' },
    permission: permissions.own,
    reply: Done,
    refusals: [refusals.notAnEmployee],
  },
  listWallboards: {
    method: 'GET',
    path: '/wallboards',
    title: { zh: '大屏列表', en: 'Wallboards' },
    permission: permissions.wall,
    reply: z.array(Wallboard),
  },
  getWallboard: {
    method: 'GET',
    path: '/wallboards/{wallboardId}',
    title: { zh: '大屏设置', en: 'One wallboard' },
    permission: permissions.wall,
    params: WallboardId,
    reply: Wallboard,
    refusals: [refusals.noSuchWallboard],
  },
  addWallboard: {
    method: 'POST',
    path: '/wallboards',
    title: { zh: '新建大屏', en: 'Add a wallboard' },
    permission: permissions.designWall,
    body: WallboardForm,
    reply: Wallboard,
    refusals: [...placeRefusals, ...layoutRefusals],
  },
  changeWallboard: {
    method: 'PUT',
    path: '/wallboards/{wallboardId}',
    title: { zh: '修改大屏', en: 'Change a wallboard' },
    permission: permissions.designWall,
    params: WallboardId,
    body: WallboardForm.extend({ version: z.int() }),
    reply: Wallboard,
    refusals: [refusals.noSuchWallboard, refusals.changedMeanwhile, ...placeRefusals, ...layoutRefusals],
  },
  dropWallboard: {
    method: 'DELETE',
    path: '/wallboards/{wallboardId}',
    title: { zh: '删除大屏', en: 'Drop a wallboard' },
    permission: permissions.designWall,
    params: WallboardId,
    reply: Done,
    refusals: [refusals.noSuchWallboard],
  },
  showWallboard: {
    method: 'GET',
    path: '/wallboards/{wallboardId}/wall',
    title: { zh: '大屏内容', en: 'What a wallboard shows now' },
    permission: permissions.wall,
    params: WallboardId,
    reply: Wall,
    refusals: [refusals.noSuchWallboard],
  },
  listWallLinks: {
    method: 'GET',
    path: '/wallboards/{wallboardId}/links',
    title: { zh: '大屏链接', en: 'Links to a wallboard' },
    permission: permissions.linkWall,
    params: WallboardId,
    reply: z.array(WallLink),
    refusals: [refusals.noSuchWallboard],
  },
  makeWallLink: {
    method: 'POST',
    path: '/wallboards/{wallboardId}/links',
    title: { zh: '生成大屏链接', en: 'Make a link to a wallboard' },
    permission: permissions.linkWall,
    params: WallboardId,
    body: z.object({ label: plainText(60), days: z.int().min(1).max(366).default(180) }),
    /** The path is told this once. */
    reply: z.object({ path: z.string(), until: Instant }),
    refusals: [refusals.noSuchWallboard],
  },
  revokeWallLink: {
    method: 'DELETE',
    path: '/wallboards/{wallboardId}/links/{linkId}',
    title: { zh: '撤销大屏链接', en: 'Revoke a link to a wallboard' },
    permission: permissions.linkWall,
    params: WallboardId.extend({ linkId: z.uuid() }),
    reply: Done,
    refusals: [refusals.noSuchLink],
  },
  readWall: {
    method: 'GET',
    path: '/wall/{token}',
    title: { zh: '凭链接查看大屏', en: 'What a wallboard shows, by its link' },
    permission: openToAll,
    params: z.object({ token: z.string().max(100) }),
    reply: Wall,
    refusals: [refusals.linkUnknown, refusals.tooMany],
  },
})
export const {
  getCentreBoard,
  getMoved,
  getCampaignBoard,
  getTeamBoard,
  getOwnBoard,
  setOwnGoal,
  dropOwnGoal,
  listWallboards,
  getWallboard,
  addWallboard,
  changeWallboard,
  dropWallboard,
  showWallboard,
  listWallLinks,
  makeWallLink,
  revokeWallLink,
  readWall,
} = boardsContract
