package io.tickwire.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what somebody meant who wrote a name that does not exist. */
final class NearestName {
    private static final int LONGEST = 200;

    private NearestName() {
    }

    /** A hint that names the nearest of the known names; {@code otherwise} if none is near. */
    static String hint(String name, Collection<String> known, String otherwise) {
        String nearest = null;
        int least = Math.max(2, name.length() / 4) + 1;
        for (final String candidate : known) {
            final int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        if (nearest != null) {
            return "did you mean " + nearest + "?";
        }
        final List<String> sameEnd = known.stream().filter(candidate -> lastPart(candidate).equals(lastPart(name)))
            .toList();
        return sameEnd.isEmpty() ? otherwise
            : sameEnd.stream().collect(Collectors.joining(" or ", "did you mean ", "?"));
    }

    /** Least number of letters to put in, take out, replace or swap with their neighbour. */
    static int distance(String a, String b) {
        if (Math.max(a.length(), b.length()) > LONGEST) {
            return Integer.MAX_VALUE;
        }
        final int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        final char x = Character.toLowerCase(a.charAt(i - 1));
        final char y = Character.toLowerCase(b.charAt(j - 1));
        int least = Math.min(cost[i - 1][j - 1] + (x == y ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1 && j > 1 && x == Character.toLowerCase(b.charAt(j - 2))
            && y == Character.toLowerCase(a.charAt(i - 2))) {
            least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        return least;
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
