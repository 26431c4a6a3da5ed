/** Place for "why is nothing dialling?": says nothing until the dialer tells it live. */
export const CampaignDialling = (_: { campaignId: string }) => null
