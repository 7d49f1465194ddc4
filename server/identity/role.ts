/** What a position may do: clerk *văn thư*, leader *lãnh đạo*, unit head *trưởng đơn vị*, specialist *chuyên viên*, administrator *quản trị*, inspector *thanh tra*. */
export const roles = ['clerk', 'leader', 'unit-head', 'specialist', 'administrator', 'inspector'] as const;
export type Role = (typeof roles)[number];
