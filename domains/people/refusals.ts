import { defineRefusals } from '#contract/problem.ts'

/** Every "no" of the domain; `contract.ts` hands it out. */
export const peopleRefusals = defineRefusals('people', {
  noSuchEmployee: { status: 404, text: { zh: '没有这位员工', en: 'No such employee' } },
  noSuchTeam: { status: 404, text: { zh: '没有这个班组', en: 'No such team' } },
  noSuchSite: { status: 404, text: { zh: '没有这个职场', en: 'No such site' } },
  noSuchSkill: { status: 404, text: { zh: '没有这项技能', en: 'No such skill' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  staffNumberTaken: {
    status: 409,
    text: { zh: '工号“{staffNumber}”已被使用', en: 'The staff number “{staffNumber}” is taken' },
  },
  nameTaken: { status: 409, text: { zh: '名称“{name}”已被使用', en: 'The name “{name}” is taken' } },
  endpointTaken: {
    status: 409,
    text: { zh: '话机“{endpoint}”已分配给他人', en: 'The endpoint “{endpoint}” is assigned to somebody else' },
  },
  teamElsewhere: {
    status: 409,
    text: { zh: '该班组不属于所选职场', en: 'That team does not belong to the site chosen' },
  },
  closed: { status: 409, text: { zh: '该职场或班组已关闭', en: 'That site or team is closed' } },
  leaderElsewhere: {
    status: 409,
    text: { zh: '班长必须是本职场的在职员工', en: 'The leader must be a present employee of the same site' },
  },
  stillInUse: {
    status: 409,
    text: { zh: '仍有 {count} 项在使用，无法关闭或删除', en: 'Still used by {count}; it cannot be closed or removed' },
  },
  outOfReach: {
    status: 403,
    text: { zh: '超出您的管辖范围', en: 'That is outside your reach' },
  },
  postAboveYours: {
    status: 403,
    text: {
      zh: '您不能任免数据范围不小于自己的岗位',
      en: 'You may appoint only to posts that see less than you do',
    },
  },
  hasLeft: { status: 409, text: { zh: '该员工已离职', en: 'This employee has left' } },
  hasNotLeft: { status: 409, text: { zh: '该员工尚未离职', en: 'This employee has not left' } },
  leftBeforeJoining: {
    status: 400,
    text: { zh: '离职日期不能早于入职日期', en: 'Nobody leaves before joining' },
  },
  hasNoAccount: { status: 409, text: { zh: '该员工还没有账号', en: 'This employee has no account yet' } },
  hasAccount: { status: 409, text: { zh: '该员工已有账号', en: 'This employee has an account already' } },
})
