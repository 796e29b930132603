def median(numbers):
    if not numbers:
        raise ValueError("empty")
    return sorted(numbers)[len(numbers) // 2]
