import { definePermissions } from '#contract/permission.ts'

/** Who may read, write and answer for what the gate goes by. */
export const gatePermissions = definePermissions('compliance', {
  readCallingRules: {
    zh: '查看拨打规则与拦截记录',
    en: 'See calling rules and what was blocked',
    roles: ['complianceOfficer', 'campaignManager', 'supervisor', 'director', 'qualityAnalyst', 'administrator'],
  },
  writeCallingRules: {
    zh: '起草拨打规则',
    en: 'Write calling rules',
    roles: ['complianceOfficer', 'administrator'],
  },
  approveCallingRules: {
    zh: '批准拨打规则',
    en: 'Approve calling rules',
    roles: ['complianceOfficer', 'director', 'administrator'],
  },
  keepRegistries: {
    zh: '维护谢绝来电名单',
    en: 'Keep the national registries',
    roles: ['complianceOfficer', 'administrator'],
  },
  readConsent: {
    zh: '查看同意记录',
    en: 'Read the consent ledger',
    roles: ['complianceOfficer', 'director', 'administrator'],
  },
  keepConsent: {
    zh: '登记同意与撤回',
    en: 'Note consent and its withdrawal',
    roles: ['complianceOfficer', 'administrator'],
  },
})
