/** How a message came from another deployment: sealed for its recipient, or in clear. */
export const waysToTravel = ['sealed', 'clear'] as const;

export type Travelled = (typeof waysToTravel)[number];
