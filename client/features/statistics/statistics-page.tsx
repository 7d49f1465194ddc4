/** The figures. */
export function StatisticsPage() {
  return null;
}
