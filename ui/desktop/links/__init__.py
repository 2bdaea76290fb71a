"""Links between cases in the window: seen beside a case, decided on two columns, hinted at while a case is typed."""
