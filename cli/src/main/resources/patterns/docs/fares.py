def fare(passengers: int, cars: int) -> int:
    """What one trip costs, in cents."""
    return 250 * passengers + 900 * cars


def discount(price: int, season_ticket: bool) -> int:
    """Holders of season tickets pay half."""
    return price // 2 if season_ticket else price
